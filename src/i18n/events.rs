//! An event in the reader's language.

use super::words;
use crate::domain::event::device::{DeviceForm, DeviceType};
use crate::domain::event::names::{Names, Presence, short};
use crate::domain::event::view::Told;
use crate::domain::event::{Actor, Event, EventKind, Object, SystemUser};
use crate::domain::ids::{ProviderOrganizationId, UserId};

/// Where the name stands in a sentence.
const PLACE: &str = "{}";

/// What happened, without saying to whom or what.
pub fn kind(kind: EventKind) -> String {
    match sentence(kind).split_once(PLACE) {
        Some((before, after)) => format!("{before}…{after}"),
        None => sentence(kind),
    }
}

/// What happened: what stands before the name, the name, and what stands after it. Without a name all of it is before.
pub fn parts(event: &Event, names: &Names) -> (String, Option<(String, String)>) {
    let (sentence, name) = (sentence(event.kind), object(&event.object, names));
    match sentence.split_once(PLACE) {
        Some((before, after)) => {
            let name = if name.is_empty() {
                words().events.something.to_owned()
            } else {
                name
            };
            (before.to_owned(), Some((name, after.to_owned())))
        }
        // Of a kind that nobody knows, what it is about is told all the same.
        None if !name.is_empty() => (format!("{sentence}: "), Some((name, String::new()))),
        None => (sentence, None),
    }
}

/// All of an event in words.
pub fn tell(event: &Event, names: &Names) -> Told {
    let (before, rest) = parts(event, names);
    Told {
        sentence: match rest {
            Some((name, after)) => format!("{before}{name}{after}"),
            None => before,
        },
        person: actor(event.actor, names),
        object: object(&event.object, names),
        device: event.device.map(device).unwrap_or_default(),
    }
}

/// Who did it.
pub fn actor(actor: Actor, names: &Names) -> String {
    let words = &words().events;
    match actor {
        Actor::Person(user) => person(user, names),
        Actor::System(system) => match system {
            SystemUser::Scim => words.scim,
            SystemUser::DomainVerification => words.domain_verification,
            SystemUser::PublicApi => words.public_api,
            SystemUser::TwoStepDisabled => words.two_step_disabled,
            SystemUser::BitwardenPortal => words.bitwarden_portal,
            SystemUser::Unknown(_) => words.system,
        }
        .to_owned(),
        Actor::Unknown => words.someone.to_owned(),
    }
}

/// A person's name; of who has left and was never named, what tells one from another.
pub fn person(user: UserId, names: &Names) -> String {
    let words = &words().events;
    match names.person(user) {
        Some(person) => present(&person.label, person.presence, words.left_person),
        None => (words.former_person)(short(&user.to_string())),
    }
}

/// A client's name; of a former one that was never named, what tells one from another.
pub fn client(link: ProviderOrganizationId, names: &Names) -> String {
    let words = &words().events;
    match names.client(link) {
        Some(client) => present(&client.label, client.presence, words.left),
        None => (words.former_client)(short(&link.to_string())),
    }
}

/// By what it was done.
pub fn device(device: DeviceType) -> String {
    let words = &words().events;
    let form = match device.form {
        DeviceForm::Mobile => words.mobile,
        DeviceForm::Extension => words.extension,
        DeviceForm::Desktop => words.desktop,
        DeviceForm::Browser => words.browser,
        DeviceForm::CommandLine => words.command_line,
        DeviceForm::Sdk => words.sdk,
        DeviceForm::Server => words.server,
        DeviceForm::Unknown(number) => return (words.device_unknown)(number),
    };
    if device.product.is_empty() {
        form.to_owned()
    } else {
        format!("{}, {form}", device.product)
    }
}

fn sentence(kind: EventKind) -> String {
    match kind {
        EventKind::Unknown(number) => (words().events.unknown)(number),
        kind => (words().events.sentence)(kind).to_owned(),
    }
}

/// Whom or what it was done to; empty for what needs no name, or has none.
fn object(object: &Object, names: &Names) -> String {
    let words = &words().events;
    match object {
        Object::TeamMember(id) => match names.team_member(*id) {
            Some(person) => present(&person.label, person.presence, words.left_person),
            None => (words.former_person)(short(&id.to_string())),
        },
        Object::Client(link) => client(*link, names),
        Object::Domain(name) => name.clone(),
        other => match other.id() {
            Some(id) => (words.by_id)(short(&id)),
            None => String::new(),
        },
    }
}

fn present(label: &str, presence: Presence, left: fn(&str) -> String) -> String {
    match presence {
        Presence::Here => label.to_owned(),
        Presence::Left => left(label),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::event::Subject;
    use crate::i18n::Locale;

    #[test]
    fn every_kind_has_a_sentence_in_each_language_with_a_name_in_it_where_there_is_one() {
        let (english, dutch) = (Locale::English.messages(), Locale::Dutch.messages());
        for kind in EventKind::KNOWN {
            let (english, dutch) = (
                (english.events.sentence)(*kind),
                (dutch.events.sentence)(*kind),
            );
            assert!(!english.is_empty(), "{kind:?}");
            assert_ne!(english, dutch, "{kind:?}");
            let named = !matches!(
                kind.subject(),
                Subject::Account | Subject::Organization | Subject::PhishingSite
            );
            for sentence in [english, dutch] {
                let places = sentence.matches(PLACE).count();
                assert_eq!(places, usize::from(named), "{kind:?}: {sentence}");
            }
        }
    }

    #[test]
    fn no_two_kinds_read_the_same() {
        for locale in Locale::ALL {
            let mut all: Vec<&str> = EventKind::KNOWN
                .iter()
                .map(|kind| (locale.messages().events.sentence)(*kind))
                .collect();
            all.sort_unstable();
            let count = all.len();
            all.dedup();
            assert_eq!(all.len(), count);
        }
    }
}
