//! Another number of seats for a client.

use futures::FutureExt;
use leptos::html;
use leptos::prelude::*;
use web_sys::SubmitEvent;

use super::{Attempt, Cost, LineOf, Subscribed, Trouble, cost_words, told};
use crate::components::{Button, Field, Input, Kind, focus_first_wrong};
use crate::domain::client::Client;
use crate::domain::new_client::parse_seats;
use crate::domain::provider::Provider;
use crate::domain::seat_change::{Refusal, refusal};
use crate::i18n::{format, words};
use crate::session::Session;
use crate::session::client_acts::{ActError, Standing};

#[component]
pub(super) fn Seats(provider: Provider, client: Client, done: Callback<()>) -> impl IntoView {
    let acts = Session::current().client_acts(client.provider);
    let words = &words().client_acts;
    let attempt = Attempt::new();
    let subscribed = Subscribed::read(provider.id);
    let form = NodeRef::<html::Form>::new();
    let now = RwSignal::new(Standing {
        name: client.name.clone(),
        seats: client.seats,
    });
    let from = move || now.with(|now| now.seats.unwrap_or(0));
    let value = RwSignal::new(from().to_string());
    let submitted = RwSignal::new(false);
    let line = StoredValue::new(LineOf::Named(client.plan.clone()));
    let (used, link, role) = (client.occupied, client.link, provider.role);

    let wanted = Memo::new(move |_| value.with(|value| parse_seats(value, 0)));
    let refused = Memo::new(move |_| {
        let to = wanted.get().ok()?;
        let preview = line.with_value(|line| subscribed.preview(line, from(), to));
        refusal(role, used, to, preview.map(|(preview, _)| preview))
    });
    let problem = Signal::derive(move || match (wanted.get(), refused.get()) {
        (Err(why), _) => submitted.get().then(|| told::seats(why)),
        (Ok(_), Some(refused @ Refusal::BelowUsed(_))) => Some(told::refusal(refused)),
        _ => None,
    });
    let cost = Signal::derive(move || match (wanted.get(), refused.get()) {
        (Ok(to), None) if to != from() => {
            Some(line.with_value(|line| cost_words(subscribed, line, from(), to)))
        }
        (_, Some(refused @ Refusal::ServiceUserBuys(_))) => Some(told::refusal(refused)),
        _ => None,
    });
    let forbidden = Signal::derive(move || refused.get().map(told::refusal));
    Effect::new(move |_| {
        if let Some(ActError::Changed(changed)) = attempt.failed().get() {
            now.set(changed);
        }
    });
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        submitted.set(true);
        let (Ok(to), None) = (wanted.get_untracked(), refused.get_untracked()) else {
            return focus_first_wrong(form);
        };
        let seen = now.get_untracked();
        let wanted = Standing {
            seats: Some(to),
            ..seen.clone()
        };
        let said = (words.seats_changed)(&wanted.name, &format::number(to.into()));
        attempt.run(
            async move { acts.change(link, &seen, &wanted).await }.boxed_local(),
            said,
            done,
        );
    };
    let told_now =
        move || (words.seats_now)(&format::number(used.into()), &format::number(from().into()));
    view! {
        <form class="stack" node_ref=form novalidate on:submit=submit>
            <p class="quiet">{told_now}</p>
            <Field label=words.seats name="seats" input=Input::Number value problem/>
            <Cost subscribed text=cost/>
            <Trouble attempt/>
            <div class="row">
                <Button label=words.change_seats kind=Kind::Primary busy=attempt.busy() refused=forbidden/>
                <Button label=words.cancel on_press=done/>
            </div>
        </form>
    }
}
