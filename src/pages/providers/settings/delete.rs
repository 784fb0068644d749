//! The end of a provider. The server asks for nothing but the role, so the rest is asked here: no client left, the name
//! typed, and the own password.

use leptos::html;
use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos_router::NavigateOptions;
use leptos_router::hooks::use_navigate;

use crate::api;
use crate::components::{
    Button, Dialog, Field, Glyph, Input, Kind, LinkButton, Notice, PasswordField, Toasts, Tone,
    focus_first_wrong, take_value,
};
use crate::domain::provider::Provider;
use crate::domain::provider_details::{DeleteRefusal, delete_refusal, is_typed};
use crate::i18n::{explain, words};
use crate::routes::Path;
use crate::session::Session;
use crate::session::proof::Unproven;

/// Why it was not deleted.
#[derive(Clone, Debug, PartialEq)]
enum Problem {
    /// The name is another.
    Name,
    /// The password is not proven.
    Proof(Unproven),
    /// A client came meanwhile.
    Clients,
    /// The cloud did not do it, or could not be asked.
    Api(api::Error),
}

/// What it means, and the way to it.
#[component]
pub(super) fn DeleteProvider(provider: Provider) -> impl IntoView {
    let words = &words().settings;
    let directory = Session::current().directory();
    let (id, role) = (provider.id, provider.role);
    let clients = directory.clients(id);
    let refusal = Memo::new(move |_| {
        let count = clients.with(|cached| cached.value.as_ref().map(|(clients, _)| clients.len()));
        delete_refusal(role, count)
    });
    let refused = Signal::derive(move || {
        refusal.get().map(|refusal| match refusal {
            DeleteRefusal::AdminsOnly => words.admins_only.to_owned(),
            DeleteRefusal::ClientsUnknown => words.clients_unknown.to_owned(),
            DeleteRefusal::Clients(count) => (words.has_clients)(count),
        })
    });
    let open = RwSignal::new(false);
    let why = move || {
        refused.get().map(|why| {
            let left = matches!(refusal.get(), Some(DeleteRefusal::Clients(_)));
            view! {
                <Notice tone=Tone::Info title=why>
                    {left
                        .then(|| view! {
                            <LinkButton
                                label=words.to_clients
                                href=Path::Clients(id).to_string()
                                icon=Glyph::List
                            />
                        })}
                </Notice>
            }
        })
    };
    let provider = StoredValue::new(provider);
    view! {
        <section class="sheet">
            <header><h2>{words.danger}</h2></header>
            <div class="pad stack">
                <p>{words.danger_what}</p>
                {why}
                <div class="row">
                    <Button label=words.delete kind=Kind::Danger refused on_press=move || open.set(true)/>
                </div>
            </div>
        </section>
        <Dialog title=words.dialog open>
            <Confirm provider=provider.get_value() open/>
        </Dialog>
    }
}

#[component]
fn Confirm(provider: Provider, open: RwSignal<bool>) -> impl IntoView {
    let words = &words().settings;
    let (session, toasts, navigate) = (Session::current(), Toasts::current(), use_navigate());
    let form = NodeRef::<html::Form>::new();
    let password = NodeRef::<html::Input>::new();
    let typed = RwSignal::new(String::new());
    let problem = RwSignal::new(None::<Problem>);
    let busy = RwSignal::new(false);
    let id = provider.id;
    let lead = (words.type_name)(&provider.name);
    let name = provider.name;
    let submit = move |event: web_sys::SubmitEvent| {
        event.prevent_default();
        if busy.get_untracked() {
            return;
        }
        if !typed.with_untracked(|typed| is_typed(typed, &name)) {
            problem.set(Some(Problem::Name));
            return focus_first_wrong(form);
        }
        problem.set(None);
        busy.set(true);
        let (secret, name, navigate) = (take_value(password), name.clone(), navigate.clone());
        spawn_local(async move {
            let result = delete(session, id, secret).await;
            let still_here = busy.try_set(false).is_none();
            match result {
                Ok(()) => {
                    toasts.say((words.deleted)(&name));
                    // Whatever comes of it: the provider is gone, and so has to be what is shown of it.
                    let _ = session.directory().renew().await;
                    let options = NavigateOptions {
                        replace: true,
                        ..NavigateOptions::default()
                    };
                    navigate(&Path::Providers.to_string(), options);
                }
                Err(wrong) if still_here => {
                    problem.set(Some(wrong));
                    focus_first_wrong(form);
                }
                Err(_) => {}
            }
        });
    };
    let wrong_name = Signal::derive(move || {
        (problem.get() == Some(Problem::Name)).then(|| words.name_differs.to_owned())
    });
    let wrong_password = Signal::derive(move || match problem.get() {
        Some(Problem::Proof(Unproven::Missing)) => Some(words.password_missing.to_owned()),
        Some(Problem::Proof(Unproven::Wrong)) => Some(words.password_wrong.to_owned()),
        _ => None,
    });
    let told = move || {
        let (title, text) = match problem.get()? {
            Problem::Name | Problem::Proof(Unproven::Missing | Unproven::Wrong) => return None,
            Problem::Proof(Unproven::Unknown) => (words.unproven, String::new()),
            Problem::Proof(Unproven::Vault(error)) => {
                (words.unproven, explain::vault(&error).whole())
            }
            Problem::Clients => (words.clients_came, String::new()),
            Problem::Api(error) => (words.delete_failed, explain::api(&error).whole()),
        };
        Some(view! { <Notice tone=Tone::Bad title text/> })
    };
    view! {
        <form class="stack" node_ref=form novalidate="true" on:submit=submit>
            <p>{words.danger_what}</p>
            <p><b>{lead}</b></p>
            <Field label=words.typed_name name="confirm" input=Input::Text value=typed problem=wrong_name/>
            <PasswordField label=words.password input=password problem=wrong_password/>
            {told}
            <div class="row">
                <Button label=words.cancel on_press=move || open.set(false)/>
                <Button label=words.delete_now kind=Kind::Danger busy/>
            </div>
        </form>
    }
}

/// The password first, which costs nobody anything; then whether really no client is left; then the end.
async fn delete(
    session: Session,
    provider: crate::domain::ids::ProviderId,
    secret: String,
) -> Result<(), Problem> {
    session.prove(secret.into()).await.map_err(Problem::Proof)?;
    let api = session.api();
    let clients = api.provider_organizations(provider).await;
    if !clients.map_err(Problem::Api)?.is_empty() {
        session.directory().refetch_clients(provider);
        return Err(Problem::Clients);
    }
    api.delete_provider(provider).await.map_err(Problem::Api)
}
