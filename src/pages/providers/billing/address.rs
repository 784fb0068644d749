//! The form for the address and the tax number on the invoices.

use leptos::html;
use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::api;
use crate::components::{
    Button, Choice, Field, Glyph, Input, Kind, Notice, Select, Toasts, Tone, focus_first_wrong,
};
use crate::domain::billing_address::{
    AddressProblems, BillingAddress, COUNTRIES, TaxId, tax_kinds,
};
use crate::domain::ids::ProviderId;
use crate::i18n::{explain, format, words};
use crate::session::Session;

/// What is typed. Copies are the same.
#[derive(Clone, Copy)]
struct Draft {
    country: RwSignal<String>,
    postal_code: RwSignal<String>,
    line1: RwSignal<String>,
    line2: RwSignal<String>,
    city: RwSignal<String>,
    state: RwSignal<String>,
    tax_kind: RwSignal<String>,
    tax_id: RwSignal<String>,
}

impl Draft {
    fn new() -> Self {
        let text = || RwSignal::new(String::new());
        Self {
            country: text(),
            postal_code: text(),
            line1: text(),
            line2: text(),
            city: text(),
            state: text(),
            tax_kind: text(),
            tax_id: text(),
        }
    }

    fn fill(self, address: &BillingAddress) {
        let tax_id = address.tax_id.clone().unwrap_or_default();
        for (field, text) in [
            (self.country, &address.country),
            (self.postal_code, &address.postal_code),
            (self.line1, &address.line1),
            (self.line2, &address.line2),
            (self.city, &address.city),
            (self.state, &address.state),
            (self.tax_kind, &tax_id.code),
            (self.tax_id, &tax_id.value),
        ] {
            field.set(text.clone());
        }
    }

    fn typed(self) -> BillingAddress {
        let text = |field: RwSignal<String>| field.get_untracked();
        BillingAddress {
            country: text(self.country),
            postal_code: text(self.postal_code),
            line1: text(self.line1),
            line2: text(self.line2),
            city: text(self.city),
            state: text(self.state),
            tax_id: Some(TaxId {
                code: text(self.tax_kind),
                value: text(self.tax_id),
            }),
        }
    }
}

/// What became of the last try to save.
#[derive(Clone, Debug, PartialEq)]
enum Outcome {
    /// None was made, or it went well.
    Nothing,
    /// It did not go.
    Failed(api::Error),
    /// Somebody else has saved another address since this one was read.
    Changed(BillingAddress),
    /// It went, and the cloud keeps it in another form.
    Differs,
    /// It went, and what the cloud has now could not be read.
    Unread(api::Error),
}

/// The form.
#[component]
pub(super) fn AddressForm(
    /// Whose.
    provider: ProviderId,
    /// As it is now.
    address: BillingAddress,
) -> impl IntoView {
    let all_words = words();
    let words = &all_words.billing;
    let (session, toasts) = (Session::current(), Toasts::current());
    let form = NodeRef::<html::Form>::new();
    let draft = Draft::new();
    draft.fill(&address);
    let known = RwSignal::new(address);
    let problems = RwSignal::new(AddressProblems::default());
    let outcome = RwSignal::new(Outcome::Nothing);
    let busy = RwSignal::new(false);

    let save = move || {
        if busy.get_untracked() {
            return;
        }
        let wanted = match draft.typed().check() {
            Ok(wanted) => wanted,
            Err(wrong) => {
                problems.set(wrong);
                return focus_first_wrong(form);
            }
        };
        problems.set(AddressProblems::default());
        outcome.set(Outcome::Nothing);
        busy.set(true);
        spawn_local(async move {
            let result = write(session, provider, known, &wanted).await;
            if busy.try_set(false).is_some() {
                return;
            }
            let saved = matches!(result, Outcome::Nothing | Outcome::Differs);
            if saved {
                toasts.say(words.saved.to_owned());
                known.with_untracked(|now| draft.fill(now));
            }
            if saved || matches!(result, Outcome::Unread(_)) {
                session.directory().refetch_warnings(provider);
            }
            outcome.set(result);
        });
    };
    let undo = move || {
        known.with_untracked(|known| draft.fill(known));
        problems.set(AddressProblems::default());
        outcome.set(Outcome::Nothing);
    };
    let told = move || match outcome.get() {
        Outcome::Nothing => None,
        Outcome::Failed(error) => {
            let text = explain::api(&error).whole();
            Some(view! { <Notice tone=Tone::Bad title=words.save_failed text/> })
        }
        Outcome::Changed(now) => {
            let settings = &all_words.settings;
            let text = (settings.changed_what)(&in_a_line(&now));
            Some(view! { <Notice tone=Tone::Bad title=settings.changed text/> })
        }
        Outcome::Differs => Some(view! { <Notice tone=Tone::Info title=words.not_as_typed/> }),
        Outcome::Unread(error) => {
            let text = explain::api(&error).whole();
            Some(view! { <Notice tone=Tone::Warn title=words.saved_unread text/> })
        }
    };
    view! {
        <form
            class="sheet"
            node_ref=form
            novalidate="true"
            on:submit=move |event| {
                event.prevent_default();
                save();
            }
        >
            <header><h2>{words.address}</h2></header>
            <div class="pad stack">
                <Fields draft problems/>
                {told}
                <div class="row">
                    <Button label=words.save kind=Kind::Primary busy/>
                    <Button label=words.undo icon=Glyph::Back on_press=undo/>
                </div>
            </div>
        </form>
    }
}

#[component]
fn Fields(draft: Draft, problems: RwSignal<AddressProblems>) -> impl IntoView {
    let words = &words().billing;
    let problem = move |has: fn(AddressProblems) -> bool, text: &'static str| {
        Signal::derive(move || has(problems.get()).then(|| text.to_owned()))
    };
    let kinds = Memo::new(move |_| draft.country.with(|country| tax_kinds(country)));
    // A kind of the country before is none of this one's.
    Effect::new(move |before: Option<String>| {
        let country = draft.country.get();
        if before.is_some_and(|before| before != country) {
            let kinds = kinds.get_untracked();
            let fits = draft
                .tax_kind
                .with_untracked(|held| kinds.contains(&held.as_str()));
            if !fits {
                let first = kinds.first().copied().unwrap_or_default();
                draft.tax_kind.set(first.to_owned());
            }
        }
        country
    });
    let kind_choices = Signal::derive(move || {
        let held = draft.tax_kind.get();
        let mut choices: Vec<Choice> = kinds
            .get()
            .into_iter()
            .map(|kind| (kind.to_owned(), kind_name(kind)))
            .collect();
        if choices.iter().all(|(kind, _)| *kind != held) {
            let label = if held.is_empty() {
                words.choose_kind.to_owned()
            } else {
                kind_name(&held)
            };
            choices.insert(0, (held, label));
        }
        choices
    });
    view! {
        <div class="form-grid">
            <Select
                label=words.country
                choices=countries()
                value=draft.country
                problem=problem(|problems| problems.country_missing, words.country_missing)
            />
            <Field
                label=words.postal_code
                name="postal-code"
                input=Input::Text
                value=draft.postal_code
                problem=problem(|problems| problems.postal_code_missing, words.postal_missing)
            />
            <Field label=words.line1 name="address-line1" input=Input::Text value=draft.line1/>
            <Field label=words.line2 name="address-line2" input=Input::Text value=draft.line2/>
            <Field label=words.city name="city" input=Input::Text value=draft.city/>
            <Field label=words.region name="state" input=Input::Text value=draft.state/>
            <Field label=words.tax_id name="tax-id" input=Input::Text value=draft.tax_id/>
            <Select
                label=words.tax_kind
                choices=kind_choices
                value=draft.tax_kind
                problem=problem(|problems| problems.tax_kind_missing, words.kind_missing)
            />
        </div>
    }
}

/// Saves, unless somebody else did meanwhile. `known` is what was read last, before and after.
async fn write(
    session: Session,
    provider: ProviderId,
    known: RwSignal<BillingAddress>,
    wanted: &BillingAddress,
) -> Outcome {
    let api = session.api();
    let now = match api.provider_address(provider).await {
        Ok(now) => now,
        Err(error) => return Outcome::Failed(error),
    };
    if known.try_get_untracked().is_some_and(|known| known != now) {
        let _ = known.try_set(now.clone());
        // One's own try before, whose end was not seen.
        if now == *wanted {
            return Outcome::Nothing;
        }
        return Outcome::Changed(now);
    }
    if let Err(error) = api.change_provider_address(provider, wanted).await {
        return Outcome::Failed(error);
    }
    match api.provider_address(provider).await {
        Ok(now) => {
            let differs = now != *wanted;
            let _ = known.try_set(now);
            if differs {
                Outcome::Differs
            } else {
                Outcome::Nothing
            }
        }
        Err(error) => Outcome::Unread(error),
    }
}

/// The countries by their names, none first.
fn countries() -> Vec<Choice> {
    let mut countries: Vec<Choice> = COUNTRIES
        .iter()
        .map(|code| ((*code).to_owned(), format::country(code)))
        .collect();
    countries.sort_by_cached_key(|(_, name)| crate::domain::search::Folded::new(name));
    let none = words().billing.choose_country.to_owned();
    countries.insert(0, (String::new(), none));
    countries
}

/// `eu_vat` as `EU VAT`.
fn kind_name(kind: &str) -> String {
    kind.replace('_', " ").to_uppercase()
}

fn in_a_line(address: &BillingAddress) -> String {
    let tax_id = address.tax_id.as_ref().map(|tax_id| tax_id.value.as_str());
    [
        Some(address.line1.as_str()),
        Some(&address.line2),
        Some(&address.postal_code),
        Some(&address.city),
        Some(&address.state),
        Some(&address.country),
        tax_id,
    ]
    .into_iter()
    .flatten()
    .filter(|part| !part.is_empty())
    .collect::<Vec<_>>()
    .join(", ")
}
