use super::*;
use crate::api::identity::KdfSettings;
use crate::api::{Token, Tokens};

fn regions() -> Vec<Region> {
    ["us", "eu", "gov"]
        .map(|id| Region {
            id: RegionId::parse(id).unwrap(),
            name: id.into(),
            base: format!("/{id}"),
            vault: format!("https://vault.{id}"),
        })
        .into()
}

fn credentials() -> Credentials {
    Credentials {
        region: RegionId::parse("eu").unwrap(),
        email: " Anna@Example.com ".into(),
        password: Password::from("secret".to_owned()),
        remember_email: Remember::Keep,
    }
}

fn prepared(kind: ServerKind) -> Event {
    Event::Prepared(Ok(Prepared {
        config: ServerConfig {
            version: "2026.8.0".into(),
            kind,
        },
        prelogin: Prelogin {
            kdf: KdfSettings::Pbkdf2 {
                iterations: 600_000,
            },
            salt: None,
        },
    }))
}

fn derived() -> Event {
    Event::Derived(Ok(AuthenticationHash::from("hash".to_owned())))
}

fn token() -> Granted {
    Granted {
        tokens: Tokens {
            access: Token::from("a".to_owned()),
            expires: 0,
            refresh: Token::from("r".to_owned()),
        },
        user: "00000000-0000-0000-0000-00000000002a".parse().unwrap(),
        providers: Vec::new(),
        master_key_wrapped_user_key: Some("2.k".into()),
        kdf: None,
        salt: None,
        private_keys: None,
        master_password: MasterPassword::Present,
        password_change: PasswordChange::NotDemanded,
        remember_token: None,
    }
}

fn challenge(providers: &[u8]) -> Grant {
    Grant::TwoStep(Challenge {
        providers: providers.to_vec(),
        email: Some("a***@example.com".into()),
    })
}

/// A machine to which all of this has happened, and what it wants done last.
fn after(events: Vec<Event>) -> (Machine, Option<Effect>) {
    let (mut machine, mut effect) = (Machine::new(), None);
    for event in events {
        effect = machine.take(event, &regions());
    }
    (machine, effect)
}

/// A machine that asked for a token, and what came of it.
fn granted(grant: Result<Grant, api::Error>) -> (Machine, Option<Effect>) {
    let events = vec![
        Event::Submit(credentials()),
        prepared(ServerKind::Cloud),
        derived(),
    ];
    let (mut machine, _) = after(events);
    let effect = machine.take(Event::Granted(grant), &regions());
    (machine, effect)
}

fn code(machine: &mut Machine, text: &str) -> Option<Effect> {
    machine.take(
        Event::Code(Method::Authenticator, text.into(), Remember::Keep),
        &regions(),
    )
}

#[test]
fn the_straight_way_asks_for_one_thing_after_another() {
    let mut machine = Machine::new();
    let effect = machine.take(Event::Submit(credentials()), &regions());
    assert!(
        matches!(&effect, Some(Effect::Prepare(attempt)) if attempt.email.as_str() == "Anna@Example.com")
    );
    assert!(machine.is_busy());
    let effect = machine.take(prepared(ServerKind::Cloud), &regions());
    assert!(matches!(effect, Some(Effect::Derive { .. })));
    let effect = machine.take(derived(), &regions());
    assert!(matches!(
        effect,
        Some(Effect::Grant {
            proof: Proof::Nothing,
            ..
        })
    ));
    let effect = machine.take(
        Event::Granted(Ok(Grant::Granted(Box::new(token())))),
        &regions(),
    );
    assert!(matches!(effect, Some(Effect::Open { .. })));
    assert!(machine.is_busy());
    assert_eq!(machine.take(Event::Opened(Ok(())), &regions()), None);
    assert!(!machine.is_busy());
    assert_eq!(
        (machine.step(), machine.problem()),
        (&Step::Credentials, None)
    );
}

#[test]
fn a_form_with_an_error_is_not_sent() {
    let with = |change: &dyn Fn(&mut Credentials)| {
        let mut credentials = credentials();
        change(&mut credentials);
        let (machine, effect) = after(vec![Event::Submit(credentials)]);
        assert_eq!(effect, None);
        assert!(!machine.is_busy());
        machine.problem().cloned().unwrap()
    };
    assert_eq!(with(&|form| form.email = " ".into()), Problem::EmailMissing);
    assert_eq!(
        with(&|form| form.email = "anna".into()),
        Problem::EmailInvalid
    );
    assert_eq!(
        with(&|form| form.email = "x".repeat(10_000)),
        Problem::EmailInvalid
    );
    assert_eq!(
        with(&|form| form.password = Password::from(String::new())),
        Problem::PasswordMissing
    );
    assert_eq!(
        with(&|form| form.region = RegionId::parse("mars").unwrap()),
        Problem::Unexpected
    );
}

#[test]
fn while_it_is_busy_a_second_click_does_nothing() {
    let (mut machine, _) = after(vec![Event::Submit(credentials())]);
    assert_eq!(machine.take(Event::Submit(credentials()), &regions()), None);
    assert!(machine.is_busy());
    assert!(
        machine
            .take(prepared(ServerKind::Cloud), &regions())
            .is_some()
    );
}

#[test]
fn a_wire_that_fails_leads_back_to_the_form_with_the_reason() {
    let (machine, effect) = after(vec![
        Event::Submit(credentials()),
        Event::Prepared(Err(api::Error::Offline)),
    ]);
    assert_eq!(effect, Some(Effect::Forget));
    assert_eq!(machine.problem(), Some(&Problem::Api(api::Error::Offline)));

    let weak = Event::Derived(Err(vault::Error::TooWeak));
    let (machine, _) = after(vec![
        Event::Submit(credentials()),
        prepared(ServerKind::Cloud),
        weak,
    ]);
    assert_eq!(
        machine.problem(),
        Some(&Problem::Vault(vault::Error::TooWeak))
    );

    let (machine, effect) = granted(Err(api::Error::TimedOut));
    assert_eq!(
        (machine.step(), effect),
        (&Step::Credentials, Some(Effect::Forget))
    );
    assert_eq!(machine.problem(), Some(&Problem::Api(api::Error::TimedOut)));
    assert!(!machine.is_busy());
}

#[test]
fn a_server_without_provider_portal_is_named_and_may_be_gone_on_at() {
    for (kind, why) in [
        (
            ServerKind::SelfHosted,
            StopReason::SelfHosted {
                version: "2026.8.0".into(),
            },
        ),
        (
            ServerKind::ThirdParty { name: "V".into() },
            StopReason::ThirdParty { name: "V".into() },
        ),
    ] {
        let (mut machine, effect) = after(vec![Event::Submit(credentials()), prepared(kind)]);
        assert_eq!(effect, None);
        assert_eq!(
            machine.step(),
            &Step::Stopped(Stop {
                why,
                vault_url: "https://vault.eu".into()
            })
        );
        let effect = machine.take(Event::ContinueAnyway, &regions());
        assert!(matches!(effect, Some(Effect::Derive { .. })));
    }
}

#[test]
fn no_other_stop_is_passed() {
    let (mut machine, _) = granted(Ok(Grant::LegacyEncryption));
    assert_eq!(machine.take(Event::ContinueAnyway, &regions()), None);
    assert!(matches!(machine.step(), Step::Stopped(_)));
}

#[test]
fn a_wrong_password_names_the_other_regions() {
    for wrong in [Wrong::Password, Wrong::Either] {
        let (machine, effect) = granted(Ok(Grant::Wrong(wrong)));
        let other_regions = vec![
            RegionId::parse("us").unwrap(),
            RegionId::parse("gov").unwrap(),
        ];
        assert_eq!(
            machine.problem(),
            Some(&Problem::WrongPassword { other_regions })
        );
        assert_eq!(
            (machine.step(), effect),
            (&Step::Credentials, Some(Effect::Forget))
        );
    }
}

#[test]
fn the_second_step_offers_what_works_here() {
    let (machine, _) = granted(Ok(challenge(&[1, 7, 0, 99])));
    let Step::TwoStep(two_step) = machine.step() else {
        panic!()
    };
    assert_eq!(
        two_step.methods,
        [Method::Authenticator, Method::Email, Method::Recovery]
    );
    assert_eq!(two_step.tied_to_vault, [TiedMethod::WebAuthn]);
    assert_eq!(two_step.email.as_deref(), Some("a***@example.com"));

    let (machine, _) = granted(Ok(challenge(&[2, 7])));
    let Step::TwoStep(two_step) = machine.step() else {
        panic!()
    };
    assert_eq!(
        two_step.methods,
        [Method::Recovery],
        "the recovery code always works"
    );
    assert_eq!(two_step.email, None);

    for providers in [&[][..], &[5, 4]] {
        let (machine, _) = granted(Ok(challenge(providers)));
        assert!(matches!(
            machine.step(),
            Step::Stopped(Stop {
                why: StopReason::NoUsableTwoStep,
                ..
            })
        ));
    }
}

#[test]
fn a_code_goes_with_the_same_password_and_a_wrong_one_may_be_tried_again() {
    let (mut machine, _) = granted(Ok(challenge(&[0])));
    assert_eq!(code(&mut machine, "  "), None);
    assert_eq!(machine.problem(), Some(&Problem::CodeMissing));

    let effect = code(&mut machine, " 123 456 ");
    let Some(Effect::Grant {
        hash,
        proof: Proof::TwoStep { code: sent, .. },
        ..
    }) = effect
    else {
        panic!()
    };
    assert_eq!((hash.expose(), sent.as_str()), ("hash", "123456"));
    assert!(
        matches!(machine.step(), Step::TwoStep(_)),
        "the field stays while the code is on its way"
    );

    for wrong in [Wrong::Code, Wrong::Either] {
        assert_eq!(
            machine.take(Event::Granted(Ok(Grant::Wrong(wrong))), &regions()),
            None
        );
        assert_eq!(machine.problem(), Some(&Problem::WrongCode));
        assert!(matches!(machine.step(), Step::TwoStep(_)));
        assert!(code(&mut machine, "1").is_some());
        assert_eq!(machine.problem(), None);
    }
    machine.take(Event::Granted(Err(api::Error::Offline)), &regions());
    assert_eq!(machine.problem(), Some(&Problem::Api(api::Error::Offline)));
    assert!(
        matches!(machine.step(), Step::TwoStep(_)),
        "a lost line does not cost the password"
    );
    code(&mut machine, "2");
    let effect = machine.take(
        Event::Granted(Ok(Grant::Granted(Box::new(token())))),
        &regions(),
    );
    assert!(matches!(effect, Some(Effect::Open { .. })));
}

#[test]
fn a_password_that_was_changed_meanwhile_is_said() {
    let (mut machine, _) = granted(Ok(challenge(&[0])));
    code(&mut machine, "1");
    machine.take(
        Event::Granted(Ok(Grant::Wrong(Wrong::Password))),
        &regions(),
    );
    assert!(matches!(
        machine.problem(),
        Some(Problem::WrongPassword { .. })
    ));
    assert_eq!(machine.step(), &Step::Credentials);
}

#[test]
fn a_code_by_mail_is_asked_for_once_at_a_time() {
    let (mut machine, _) = granted(Ok(challenge(&[1])));
    let effect = machine.take(Event::AskMail, &regions());
    assert!(matches!(effect, Some(Effect::MailCode { .. })));
    assert_eq!(machine.take(Event::AskMail, &regions()), None);
    assert!(
        !machine.is_busy(),
        "a code that came by an earlier mail can be typed meanwhile"
    );
    assert!(code(&mut machine, "1").is_some());
    machine.take(Event::Mailed(Err(api::Error::Offline)), &regions());
    assert_eq!(machine.mail(), &Mail::Failed(api::Error::Offline));
    assert!(machine.is_busy(), "the code is still on its way");
    machine.take(Event::Granted(Ok(Grant::Wrong(Wrong::Code))), &regions());
    machine.take(Event::AskMail, &regions());
    machine.take(Event::Mailed(Ok(())), &regions());
    assert_eq!(machine.mail(), &Mail::Sent);
}

#[test]
fn a_new_browser_proves_itself_by_mail() {
    let (mut machine, _) = granted(Ok(Grant::NewDevice));
    assert_eq!(
        machine.step(),
        &Step::NewDevice {
            email: "Anna@Example.com".into()
        }
    );
    assert_eq!(
        machine.take(Event::DeviceCode(" ".into()), &regions()),
        None
    );
    assert_eq!(machine.problem(), Some(&Problem::CodeMissing));
    assert!(matches!(
        machine.take(Event::AskMail, &regions()),
        Some(Effect::MailDeviceCode { .. })
    ));
    let effect = machine.take(Event::DeviceCode("123 456".into()), &regions());
    let Some(Effect::Grant {
        proof: Proof::NewDevice { code },
        ..
    }) = effect
    else {
        panic!()
    };
    assert_eq!(code, "123456");
    machine.take(Event::Granted(Ok(Grant::WrongDeviceCode)), &regions());
    assert_eq!(machine.problem(), Some(&Problem::WrongCode));
    assert!(matches!(machine.step(), Step::NewDevice { .. }));
}

#[test]
fn what_cannot_go_on_here_says_where_it_can() {
    let mut forced = token();
    forced.password_change = PasswordChange::Demanded;
    let mut keyless = token();
    keyless.master_password = MasterPassword::Absent;
    for (grant, why) in [
        (
            Grant::Granted(Box::new(forced)),
            StopReason::ForcedPasswordChange,
        ),
        (
            Grant::Granted(Box::new(keyless)),
            StopReason::NoMasterPassword,
        ),
        (
            Grant::SsoRequired {
                identifier: Some("acme".into()),
            },
            StopReason::SsoRequired {
                identifier: Some("acme".into()),
            },
        ),
        (Grant::NoUsableTwoStep, StopReason::NoUsableTwoStep),
        (Grant::ClientTooOld, StopReason::ClientTooOld),
        (Grant::LegacyEncryption, StopReason::LegacyEncryption),
        (Grant::Device("no".into()), StopReason::Device("no".into())),
    ] {
        let (machine, effect) = granted(Ok(grant));
        assert_eq!(
            machine.step(),
            &Step::Stopped(Stop {
                why,
                vault_url: "https://vault.eu".into()
            })
        );
        assert_eq!(effect, Some(Effect::Forget));
        assert!(!machine.is_busy());
    }
}

#[test]
fn keys_that_do_not_open_lead_back_to_the_form() {
    let (mut machine, _) = granted(Ok(Grant::Granted(Box::new(token()))));
    let problem = Problem::Vault(vault::Error::WrongKey);
    let effect = machine.take(Event::Opened(Err(problem.clone())), &regions());
    assert_eq!(
        (effect, machine.problem()),
        (Some(Effect::Forget), Some(&problem))
    );
}

#[test]
fn going_back_forgets_and_what_comes_late_is_of_another_flight() {
    let (mut machine, _) = granted(Ok(challenge(&[0])));
    let flight = machine.flight();
    assert_eq!(machine.take(Event::Back, &regions()), Some(Effect::Forget));
    assert_eq!(
        (machine.step(), machine.problem()),
        (&Step::Credentials, None)
    );
    assert_ne!(machine.flight(), flight);
    assert_eq!(
        code(&mut machine, "1"),
        None,
        "a code without its password is nothing"
    );
    let late = Event::Granted(Ok(Grant::Granted(Box::new(token()))));
    assert_eq!(machine.take(late, &regions()), None);
    assert!(
        machine
            .take(Event::Submit(credentials()), &regions())
            .is_some()
    );
}

#[test]
fn nothing_secret_is_in_what_is_printed() {
    let (mut machine, _) = granted(Ok(challenge(&[0])));
    let printed = format!("{machine:?}");
    assert!(
        !printed.contains("\"hash\"") && !printed.contains("secret"),
        "{printed}"
    );
    machine.take(Event::Back, &regions());
    machine.take(Event::Submit(credentials()), &regions());
    assert!(!format!("{machine:?}").contains("secret"));
}
