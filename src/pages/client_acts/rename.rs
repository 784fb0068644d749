//! Another name for a client.

use futures::FutureExt;
use leptos::html;
use leptos::prelude::*;
use web_sys::SubmitEvent;

use super::{Attempt, Trouble, told};
use crate::components::{Button, Field, Input, Kind, focus_first_wrong};
use crate::domain::client::Client;
use crate::domain::new_client::ClientName;
use crate::i18n::words;
use crate::session::Session;
use crate::session::client_acts::{ActError, Standing};

#[component]
pub(super) fn Rename(client: Client, done: Callback<()>) -> impl IntoView {
    let acts = Session::current().client_acts(client.provider);
    let words = &words().client_acts;
    let attempt = Attempt::new();
    let form = NodeRef::<html::Form>::new();
    let seen = StoredValue::new(Standing {
        name: client.name.clone(),
        seats: client.seats,
    });
    let value = RwSignal::new(client.name.clone());
    let submitted = RwSignal::new(false);
    let problem = Signal::derive(move || {
        let wrong = value.with(|value| ClientName::parse(value).err());
        wrong.filter(|_| submitted.get()).map(told::name)
    });
    // What somebody else made of it is what is changed next, once it has been told.
    Effect::new(move |_| {
        if let Some(ActError::Changed(now)) = attempt.failed().get() {
            seen.set_value(now);
        }
    });
    let link = client.link;
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        submitted.set(true);
        let Ok(name) = ClientName::parse(&value.get_untracked()) else {
            return focus_first_wrong(form);
        };
        let seen = seen.get_value();
        let wanted = Standing {
            name: name.as_str().to_owned(),
            seats: seen.seats,
        };
        let said = (words.renamed)(&wanted.name);
        attempt.run(
            async move { acts.change(link, &seen, &wanted).await }.boxed_local(),
            said,
            done,
        );
    };
    view! {
        <form class="stack" node_ref=form novalidate on:submit=submit>
            <Field label=words.name name="name" input=Input::Name value problem/>
            <Trouble attempt/>
            <div class="row">
                <Button label=words.save_name kind=Kind::Primary busy=attempt.busy()/>
                <Button label=words.cancel on_press=done/>
            </div>
        </form>
    }
}
