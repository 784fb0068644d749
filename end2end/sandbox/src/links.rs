//! Links that go out by mail, and the tokens in them: good for 120 hours, for one thing and one address (contract 3.2, 3.3).

use rusqlite::{Connection, OptionalExtension, params};
use uuid::Uuid;

use crate::{
    clock::{HOUR, Instant},
    mailbox::{self, Draft},
};

/// How long a token lives.
pub(crate) const LIFE: Instant = 120 * HOUR;

/// What a token is good for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Purpose {
    /// To join a provider's team; the subject is the provider user.
    JoinProvider,
    /// To set a provider up; the subject is the provider.
    SetUpProvider,
    /// To join an organisation; the subject is the organisation user.
    JoinOrganization,
    /// To delete a provider; staff sends it.
    DeleteProvider,
}

impl Purpose {
    fn word(self) -> &'static str {
        match self {
            Purpose::JoinProvider => "join-provider",
            Purpose::SetUpProvider => "set-up-provider",
            Purpose::JoinOrganization => "join-organization",
            Purpose::DeleteProvider => "delete-provider",
        }
    }
}

/// Makes a token. An earlier one for the same subject stays good until its own end.
pub(crate) fn issue(
    rows: &Connection,
    purpose: Purpose,
    subject: &str,
    email: &str,
    now: Instant,
) -> rusqlite::Result<String> {
    let token = format!(
        "BwTokenPrefix_{}{}",
        Uuid::new_v4().simple(),
        Uuid::new_v4().simple()
    );
    rows.execute(
        "INSERT INTO link_tokens VALUES (?1,?2,?3,?4,?5)",
        params![token, purpose.word(), subject, email, now + LIFE],
    )?;
    Ok(token)
}

/// Whether a token is good for this subject and address, now.
pub(crate) fn is_good(
    rows: &Connection,
    purpose: Purpose,
    subject: &str,
    email: &str,
    token: &str,
    now: Instant,
) -> rusqlite::Result<bool> {
    let found = rows
        .query_row(
            "SELECT 1 FROM link_tokens WHERE token = ?1 AND purpose = ?2 AND subject = ?3 AND email = ?4 AND expires_at > ?5",
            params![token, purpose.word(), subject, email, now],
            |_| Ok(()),
        )
        .optional()?;
    Ok(found.is_some())
}

/// An address on the official vault, which is where all links lead.
fn address(vault: &str, page: &str, query: &[(&str, &str)]) -> String {
    let query: Vec<String> = query
        .iter()
        .map(|(name, value)| format!("{name}={}", escape(value)))
        .collect();
    format!("{vault}/#/{page}?{}", query.join("&"))
}

fn escape(text: &str) -> String {
    text.bytes()
        .map(|byte| match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'_' | b'.' | b'~' => {
                char::from(byte).to_string()
            }
            other => format!("%{other:02X}"),
        })
        .collect()
}

/// Who is invited to what.
pub(crate) struct Invitation<'a> {
    pub(crate) vault: &'a str,
    /// The provider or the organisation, as it is shown.
    pub(crate) name: &'a str,
    pub(crate) id: &'a str,
    /// The provider user or organisation user.
    pub(crate) user: &'a str,
    pub(crate) email: &'a str,
}

/// Invites somebody to a provider's team.
pub(crate) fn invite_to_provider(
    rows: &Connection,
    invitation: &Invitation<'_>,
    now: Instant,
) -> rusqlite::Result<()> {
    let Invitation {
        vault,
        name,
        id,
        user,
        email,
    } = *invitation;
    let token = issue(rows, Purpose::JoinProvider, user, email, now)?;
    let link = address(
        vault,
        "providers/accept-provider",
        &[
            ("providerId", id),
            ("providerUserId", user),
            ("email", email),
            ("providerName", name),
            ("token", &token),
        ],
    );
    let draft = Draft {
        kind: "provider-invite",
        to: email,
        subject: &format!("Join {name}"),
        body: &format!(
            "You have been invited to join the provider {name}. The invitation is good for five days."
        ),
        code: None,
        link: Some(&link),
    };
    mailbox::send(rows, &draft, now)
}

/// Invites somebody to an organisation.
pub(crate) fn invite_to_organization(
    rows: &Connection,
    invitation: &Invitation<'_>,
    now: Instant,
) -> rusqlite::Result<()> {
    let Invitation {
        vault,
        name,
        id,
        user,
        email,
    } = *invitation;
    let token = issue(rows, Purpose::JoinOrganization, user, email, now)?;
    let link = address(
        vault,
        "accept-organization",
        &[
            ("organizationId", id),
            ("organizationUserId", user),
            ("email", email),
            ("organizationName", name),
            ("token", &token),
            ("initOrganization", "false"),
        ],
    );
    let draft = Draft {
        kind: "organization-invite",
        to: email,
        subject: &format!("Join {name}"),
        body: &format!(
            "You have been invited to join the organization {name}. The invitation is good for five days."
        ),
        code: None,
        link: Some(&link),
    };
    mailbox::send(rows, &draft, now)
}

/// Asks the admin of a pending provider to set it up.
pub(crate) fn ask_to_set_up(
    rows: &Connection,
    vault: &str,
    provider: &str,
    email: &str,
    now: Instant,
) -> rusqlite::Result<()> {
    let token = issue(rows, Purpose::SetUpProvider, provider, email, now)?;
    let query = [
        ("providerId", provider),
        ("email", email),
        ("token", token.as_str()),
    ];
    let link = address(vault, "providers/setup-provider", &query);
    let draft = Draft {
        kind: "provider-setup",
        to: email,
        subject: "Create Provider",
        body: "You have been invited to set up a new provider. The invitation is good for five days.",
        code: None,
        link: Some(&link),
    };
    mailbox::send(rows, &draft, now)
}
