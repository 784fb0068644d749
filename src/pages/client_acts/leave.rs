//! The end of a client: let go, or deleted.

use futures::FutureExt;
use leptos::html;
use leptos::prelude::*;
use web_sys::SubmitEvent;

use super::{Attempt, Trouble, told};
use crate::components::{
    Button, Field, Input, Kind, Notice, PasswordField, Tone, focus_first_wrong, take_value,
};
use crate::domain::client::Client;
use crate::domain::new_client::ClientName;
use crate::domain::unlink::Takeover;
use crate::i18n::{format, words};
use crate::pages::reading::{Phase, read};
use crate::session::Session;
use crate::session::client_acts::ActError;
use crate::vault::Password;

/// What will happen, line by line.
fn consequences(lead: &'static str, all: Vec<String>) -> AnyView {
    let items = all
        .into_iter()
        .map(|text| view! { <li>{text}</li> })
        .collect_view();
    view! {
        <div class="consequences">
            <p>{lead}</p>
            <ul>{items}</ul>
        </div>
    }
    .into_any()
}

/// The field in which the client's name is typed, and whether it is.
fn typed_name(name: String) -> (AnyView, Callback<(), bool>) {
    let words = &words().client_acts;
    let typed = RwSignal::new(String::new());
    let submitted = RwSignal::new(false);
    let label = (words.type_name)(&name);
    let name = StoredValue::new(name);
    let is_typed =
        move || typed.with(|typed| name.with_value(|name| ClientName::is_typed(name, typed)));
    let problem = Signal::derive(move || {
        (submitted.get() && !is_typed()).then(|| words.name_differs.to_owned())
    });
    let field = view! { <Field label name="confirmation" input=Input::Name value=typed problem/> }
        .into_any();
    let asked = Callback::new(move |()| {
        submitted.set(true);
        untrack(is_typed)
    });
    (field, asked)
}

#[component]
pub(super) fn Unlink(client: Client, done: Callback<()>, cancel: Callback<()>) -> impl IntoView {
    let session = Session::current();
    let words = &words().client_acts;
    let attempt = Attempt::new();
    let form = NodeRef::<html::Form>::new();
    let api = StoredValue::new_local(session.api());
    let organization = client.organization;
    let (owners, _) = read(move || {
        let api = api.get_value();
        async move { api.confirmed_owners(organization).await.map(Takeover::of) }
    });
    let takeover = Memo::new(move |_| {
        owners.with(|owners| owners.value.as_ref().map(|(takeover, _)| takeover.clone()))
    });
    let seats = client.seats.unwrap_or(0);
    let happens = move || {
        let invoice = takeover.with(|takeover| {
            let email = takeover.as_ref().and_then(Takeover::billing_email);
            email.map_or_else(|| words.unlink_invoice.to_owned(), words.unlink_invoice_to)
        });
        let all = vec![
            words.unlink_runs_on.to_owned(),
            invoice,
            (words.unlink_seats)(&format::number(seats.into())),
            words.unlink_access.to_owned(),
        ];
        consequences(words.unlink_lead, all)
    };
    let by_whom = move || match (owners.with(Phase::of), takeover.get()) {
        (_, Some(Takeover::By(owners))) => {
            let names: Vec<String> = owners
                .into_iter()
                .map(|owner| owner.name.unwrap_or(owner.email))
                .collect();
            view! { <p role="status">{(words.takes_over)(&names.join(", "))}</p> }.into_any()
        }
        (_, Some(Takeover::Nobody)) => view! {
            <Notice tone=Tone::Bad title=words.no_owner text=words.no_owner_do.to_owned()/>
        }
        .into_any(),
        (Phase::Failed(_), None) => {
            view! { <Notice tone=Tone::Warn title=words.owners_failed/> }.into_any()
        }
        _ => view! { <p class="quiet" role="status">{words.owners_reading}</p> }.into_any(),
    };
    let refused = Signal::derive(move || {
        (takeover.get() == Some(Takeover::Nobody)).then(|| words.no_owner_do.to_owned())
    });
    let (field, is_typed) = typed_name(client.name.clone());
    let acts = session.client_acts(client.provider);
    let (link, said) = (client.link, (words.unlinked)(&client.name));
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        if !is_typed.run(()) || refused.with_untracked(Option::is_some) {
            return focus_first_wrong(form);
        }
        let work = async move {
            acts.unlink(link).await?;
            acts.settle().await;
            Ok(())
        };
        attempt.run(work.boxed_local(), said.clone(), done);
    };
    view! {
        <form class="stack" node_ref=form novalidate on:submit=submit>
            {happens}
            {by_whom}
            {field}
            <Trouble attempt/>
            <div class="row">
                <Button label=words.unlink kind=Kind::Danger busy=attempt.busy() refused/>
                <Button label=words.cancel on_press=cancel/>
            </div>
        </form>
    }
}

#[component]
pub(super) fn Delete(client: Client, done: Callback<()>, cancel: Callback<()>) -> impl IntoView {
    let words = &words().client_acts;
    let attempt = Attempt::new();
    let form = NodeRef::<html::Form>::new();
    let password = NodeRef::<html::Input>::new();
    let missing = RwSignal::new(false);
    let problem = Signal::derive(move || match attempt.failed().get() {
        Some(error @ ActError::Password(_)) => Some(told::act(&error).whole()),
        _ => missing.get().then(|| words.password_missing.to_owned()),
    });
    Effect::new(move |_| {
        if matches!(attempt.failed().get(), Some(ActError::Password(_))) {
            focus_first_wrong(form);
        }
    });
    let all = vec![
        words.delete_data.to_owned(),
        (words.delete_members)(&format::number(client.confirmed.into())),
        (words.delete_seats)(&format::number(client.seats.unwrap_or(0).into())),
    ];
    let (field, is_typed) = typed_name(client.name.clone());
    let acts = Session::current().client_acts(client.provider);
    let (organization, said) = (client.organization, (words.deleted)(&client.name));
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        let typed = take_value(password);
        missing.set(typed.is_empty());
        if !is_typed.run(()) || typed.is_empty() {
            return focus_first_wrong(form);
        }
        let password = Password::from(typed);
        let work = async move {
            acts.delete(organization, password).await?;
            acts.settle().await;
            Ok(())
        };
        attempt.run(work.boxed_local(), said.clone(), done);
    };
    let other_trouble = move || {
        let failed = attempt.failed().get();
        (!matches!(failed, Some(ActError::Password(_)))).then(|| view! { <Trouble attempt/> })
    };
    view! {
        <form class="stack" node_ref=form novalidate on:submit=submit>
            {consequences(words.delete_lead, all)}
            {field}
            <PasswordField label=words.your_password input=password problem/>
            {other_trouble}
            <div class="row">
                <Button label=words.delete kind=Kind::Danger busy=attempt.busy()/>
                <Button label=words.cancel on_press=cancel/>
            </div>
        </form>
    }
}
