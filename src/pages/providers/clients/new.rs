//! `/providers/:provider/clients/new`

use futures::FutureExt;
use leptos::html;
use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::hooks::use_navigate;
use web_sys::SubmitEvent;

use super::adding::head;
use crate::components::{Button, Field, Input, Kind, Segments, focus_first_wrong};
use crate::domain::new_client::{Draft, Problems, parse_seats};
use crate::domain::permission::Action;
use crate::domain::plan::PlanType;
use crate::domain::provider::Provider;
use crate::domain::seat_change;
use crate::i18n::words;
use crate::pages::client_acts::{Attempt, Cost, LineOf, Subscribed, Trouble, cost_words, told};
use crate::pages::providers::screen::{closed, of_provider, refusal};
use crate::routes::Path;
use crate::session::Session;

/// Make one client.
#[component]
pub fn ClientNew() -> impl IntoView {
    of_provider(words().client_new.new, |provider| {
        match refusal(&provider, Action::CreateClient) {
            Some(why) => closed(words().client_new.new, told::reason(why), ""),
            None => view! { <NewClientForm provider/> }.into_any(),
        }
    })
}

#[component]
fn NewClientForm(provider: Provider) -> impl IntoView {
    let session = Session::current();
    let navigate = use_navigate();
    let (words, acts_words) = (&words().client_new, &words().client_acts);
    let id = provider.id;
    let acts = session.client_acts(id);
    let subscribed = Subscribed::read(id);
    let offered = PlanType::for_new_clients(provider.kind);
    let attempt = Attempt::new();
    let form = NodeRef::<html::Form>::new();
    let (name, owner) = (RwSignal::new(String::new()), RwSignal::new(String::new()));
    let (plan, seats) = (RwSignal::new(0_usize), RwSignal::new(String::from("1")));
    let submitted = RwSignal::new(false);
    // What was sent under which key: so that another press never makes a second client.
    let sent = StoredValue::new(Vec::<String>::new());
    let made = StoredValue::new(None);

    let chosen = move || offered.get(plan.get()).copied();
    let parsed = Memo::new(move |_| {
        Draft {
            name: name.get(),
            owner: owner.get(),
            plan: chosen(),
            seats: seats.get(),
        }
        .parse(offered)
    });
    let problem = move |of: fn(&Problems) -> Option<String>| {
        Signal::derive(move || {
            let wrong = parsed.with(|parsed| parsed.as_ref().err().and_then(of));
            wrong.filter(|_| submitted.get())
        })
    };
    let wanted = Memo::new(move |_| parse_seats(&seats.get(), 1).ok());
    let line = move || chosen().map(LineOf::Plan);
    let cost = Signal::derive(move || Some(cost_words(subscribed, &line()?, 0, wanted.get()?)));
    let price = move || {
        subscribed.with(|subscription| {
            let line = line()?;
            let line = line.of(subscription)?;
            let price = line.unit_price()?.after(subscription.discount);
            Some((words.price)(&told::per(line.cadence, price)))
        })
    };
    let role = provider.role;
    let refused = Signal::derive(move || {
        let (line, to) = (line()?, wanted.get()?);
        let preview = subscribed.preview(&line, 0, to).map(|(preview, _)| preview);
        seat_change::refusal(role, 0, to, preview).map(told::refusal)
    });
    let done = Callback::new(move |()| {
        let to = made.get_value().map_or(Path::Clients(id), |organization| {
            Path::ClientOverview(id, organization)
        });
        navigate(&to.to_string(), NavigateOptions::default());
    });
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        submitted.set(true);
        let Ok(client) = parsed.get_untracked() else {
            return focus_first_wrong(form);
        };
        if refused.with_untracked(Option::is_some) {
            return;
        }
        let said = (words.created)(client.name.as_str());
        let work = async move {
            let earlier = sent.try_get_value().unwrap_or_default();
            let note = move |key: String| {
                async move {
                    sent.try_update_value(|sent| sent.push(key));
                }
                .boxed_local()
            };
            let created = acts
                .create(&client, words.collection, &earlier, &note)
                .await?;
            made.try_update_value(|made| *made = Some(created));
            acts.settle().await;
            Ok(())
        };
        attempt.run(work.boxed_local(), said, done);
    };
    let plans: Vec<String> = offered.iter().map(|plan| told::plan(*plan)).collect();
    view! {
        {head(&provider, words.new)}
        <form class="sheet adding" node_ref=form novalidate on:submit=submit>
            <p class="quiet">{words.lead}</p>
            <Segments label=words.plan options=plans chosen=plan on_choose=move |index| plan.set(index)/>
            <p class="quiet">{move || price().flatten()}</p>
            <Field
                label=acts_words.name
                name="name"
                input=Input::Name
                value=name
                problem=problem(|wrong| wrong.name.map(told::name))
            />
            <Field
                label=words.owner
                name="owner"
                input=Input::OtherEmail
                value=owner
                problem=problem(|wrong| wrong.owner.map(told::owner))
            />
            <p class="quiet">{words.owner_help}</p>
            <Field
                label=acts_words.seats
                name="seats"
                input=Input::Number
                value=seats
                problem=problem(|wrong| wrong.seats.map(told::seats))
            />
            <Cost subscribed text=cost/>
            <Trouble attempt/>
            <div class="row">
                <Button label=words.submit kind=Kind::Primary busy=attempt.busy() refused/>
            </div>
        </form>
    }
    .into_any()
}
