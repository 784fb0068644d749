//! From what the wire brings to an [`Error`] (contract 8): pure, whatever the door.

use serde_json::Value;

use super::error::{Error, Rejection};
use crate::domain::time::Timestamp;

/// An answer, read to its end.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub(super) struct Answer {
    pub(super) status: u16,
    /// The header `Retry-After`.
    pub(super) retry_after: Option<String>,
    pub(super) body: String,
}

/// Why there is no answer.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) enum Failure {
    /// The cloud was not reached, or refused in a way that the browser hides.
    Network,
    /// The answer began, and did not end.
    CutOff,
}

/// Whether an answer is one that was hoped for. `now` is epoch milliseconds.
pub(super) fn classify(answer: &Answer, endpoint: &'static str, now: i64) -> Result<(), Error> {
    Err(match answer.status {
        200..=299 => return Ok(()),
        // A 401 gets here when it is the cloud's logic that refuses: the door has tried a new token by now.
        401 | 403 => Error::NotPermitted,
        404 => Error::NotFound,
        409 => Error::Conflict(rejection(&answer.body).message),
        429 => Error::SlowDown {
            until: answer
                .retry_after
                .as_deref()
                .and_then(|value| retry_after(value, now)),
        },
        400..=499 => Error::Rejected(rejection(&answer.body)),
        // A redirection is never an answer of the cloud: something stands in between.
        300..=399 => Error::Unreadable { endpoint },
        status => Error::ServerDown { status },
    })
}

/// When to come back: a number of seconds, or a date of HTTP, such as `Wed, 21 Oct 2015 07:28:00 GMT`.
fn retry_after(value: &str, now: i64) -> Option<Timestamp> {
    let value = value.trim();
    if let Ok(seconds) = value.parse::<u32>() {
        return Some(Timestamp::from_millis(now + i64::from(seconds) * 1000));
    }
    let (_, date) = value.split_once(", ")?;
    let mut words = date.split(' ');
    let day = words.next()?.parse().ok()?;
    let name = words.next()?;
    let month = MONTHS.iter().zip(1..).find(|(month, _)| **month == name)?.1;
    let year = words.next()?.parse().ok()?;
    let mut time = words.next()?.split(':').map(str::parse);
    let hour = time.next()?.ok()?;
    let minute = time.next()?.ok()?;
    let second = time.next()?.ok()?;
    if words.next() != Some("GMT") {
        return None;
    }
    Timestamp::from_civil((year, month, day), (hour, minute, second))
}

const MONTHS: [&str; 12] = [
    "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
];

/// Reads any of the shapes of contract 8: the standard one, the short one, `problem+json`, and identity's.
fn rejection(body: &str) -> Rejection {
    let Ok(Value::Object(body)) = serde_json::from_str::<Value>(body) else {
        return Rejection::default();
    };
    let text = |key: &str| {
        body.get(key)
            .and_then(Value::as_str)
            .filter(|text| !text.is_empty())
    };
    let identity = body
        .get("ErrorModel")
        .and_then(|model| model.get("Message"))
        .and_then(Value::as_str);
    let message = identity
        .or_else(|| text("message"))
        .or_else(|| text("detail"))
        .or_else(|| text("title"))
        .or_else(|| text("error_description"))
        .unwrap_or_default();

    let mut rejection = Rejection {
        message: message.to_owned(),
        fields: Vec::new(),
    };
    let mut general = Vec::new();
    for errors in [body.get("validationErrors"), body.get("errors")]
        .into_iter()
        .flatten()
    {
        let Value::Object(errors) = errors else {
            continue;
        };
        for (field, said) in errors {
            let said = sentences(said);
            // Under these names the cloud says what concerns no field.
            if field.is_empty() || field == "An error has occurred." {
                general.extend(said);
            } else {
                rejection.fields.push((field.clone(), said));
            }
        }
    }
    if !general.is_empty() {
        rejection.message = general.join(" ");
    }
    rejection
}

fn sentences(said: &Value) -> Vec<String> {
    match said {
        Value::String(sentence) => vec![sentence.clone()],
        Value::Array(all) => all.iter().flat_map(sentences).collect(),
        Value::Object(detailed) => {
            let sentence = detailed
                .get("detail")
                .or_else(|| detailed.get("type"))
                .and_then(Value::as_str);
            sentence.map(str::to_owned).into_iter().collect()
        }
        _ => Vec::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn error(status: u16, body: &str) -> Error {
        let answer = Answer {
            status,
            retry_after: None,
            body: body.into(),
        };
        classify(&answer, "GET /x", 0).unwrap_err()
    }

    #[test]
    fn each_status_says_what_one_can_do() {
        for status in [200, 201, 204] {
            assert_eq!(
                classify(
                    &Answer {
                        status,
                        ..Answer::default()
                    },
                    "GET /x",
                    0
                ),
                Ok(())
            );
        }
        assert_eq!(error(401, ""), Error::NotPermitted);
        assert_eq!(error(403, ""), Error::NotPermitted);
        assert_eq!(
            error(404, r#"{"object":"error","message":"Resource not found."}"#),
            Error::NotFound
        );
        assert_eq!(
            error(409, r#"{"message":"It has a provider."}"#),
            Error::Conflict("It has a provider.".into())
        );
        assert_eq!(error(500, "<html>"), Error::ServerDown { status: 500 });
        assert_eq!(error(503, ""), Error::ServerDown { status: 503 });
        assert_eq!(error(302, ""), Error::Unreadable { endpoint: "GET /x" });
        assert_eq!(error(413, "<html>"), Error::Rejected(Rejection::default()));
        assert_eq!(
            error(402, r#"{"message":"No."}"#),
            Error::Rejected(Rejection {
                message: "No.".into(),
                fields: vec![]
            })
        );
    }

    #[test]
    fn every_shape_of_a_refusal_is_read() {
        let fields = |fields: &[(&str, &str)]| {
            fields
                .iter()
                .map(|(field, said)| ((*field).to_owned(), vec![(*said).to_owned()]))
                .collect::<Vec<_>>()
        };
        for (body, message, expected) in [
            (
                r#"{"object":"error","message":"The model state is invalid.","validationErrors":{"Emails[0]":["Bad."]},
                    "exceptionMessage":null}"#,
                "The model state is invalid.",
                fields(&[("Emails[0]", "Bad.")]),
            ),
            (
                r#"{"message":"Errors have occurred.","validationErrors":{"An error has occurred.":["One.","Two."]}}"#,
                "One. Two.",
                vec![],
            ),
            (
                r#"{"message":"The model state is invalid.","validationErrors":{"":["User verification failed."]}}"#,
                "User verification failed.",
                vec![],
            ),
            (
                r#"{"object":"error","message":"Unauthorized.","errors":null}"#,
                "Unauthorized.",
                vec![],
            ),
            (
                r#"{"type":"validation_error","title":"Invalid.","status":400,
                    "errors":{"seats":[{"type":"too_few","detail":"At least 1."}]}}"#,
                "Invalid.",
                fields(&[("seats", "At least 1.")]),
            ),
            (
                r#"{"error":"invalid_grant","error_description":"invalid_username_or_password",
                    "ErrorModel":{"Object":"error","Message":"Try again."}}"#,
                "Try again.",
                vec![],
            ),
            ("[1]", "", vec![]),
            ("{\"message\":", "", vec![]),
            (
                r#"{"message":7,"validationErrors":{"a":7}}"#,
                "",
                vec![("a".to_owned(), vec![])],
            ),
        ] {
            let Error::Rejected(rejection) = error(400, body) else {
                panic!("{body}")
            };
            assert_eq!(
                rejection,
                Rejection {
                    message: message.into(),
                    fields: expected
                },
                "{body}"
            );
        }
    }

    #[test]
    fn slow_down_says_until_when() {
        let until = |value: Option<&str>| {
            let answer = Answer {
                status: 429,
                retry_after: value.map(str::to_owned),
                body: String::new(),
            };
            let Err(Error::SlowDown { until }) = classify(&answer, "GET /x", 5_000) else {
                panic!("{value:?}")
            };
            until.map(Timestamp::millis)
        };
        assert_eq!(until(Some("60")), Some(65_000));
        assert_eq!(until(Some(" 0 ")), Some(5_000));
        assert_eq!(
            until(Some("Wed, 21 Oct 2015 07:28:00 GMT")),
            Some(1_445_412_480_000)
        );
        for value in [
            "",
            "soon",
            "-1",
            "Wed, 21 Oct",
            "Wed, 41 Oct 2015 07:28:00 GMT",
            "Wed, 21 Oct 2015 07:28:00 CET",
        ] {
            assert_eq!(until(Some(value)), None, "{value}");
        }
        assert_eq!(until(None), None);
    }
}
