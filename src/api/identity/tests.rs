use super::*;

/// A token with `{"sub":"00000000-0000-0000-0000-00000000002a"}` in it.
const JWT: &str = "e30.eyJzdWIiOiIwMDAwMDAwMC0wMDAwLTAwMDAtMDAwMC0wMDAwMDAwMDAwMmEifQ.x";

fn refused(body: &str) -> Grant {
    read_grant(
        &Answer {
            status: 400,
            retry_after: None,
            body: body.into(),
        },
        0,
    )
    .unwrap()
}

fn granted(body: &str) -> Granted {
    let answer = Answer {
        status: 200,
        retry_after: None,
        body: body.replace("JWT", JWT),
    };
    let Grant::Granted(granted) = read_grant(&answer, 1_000).unwrap() else {
        panic!()
    };
    *granted
}

#[test]
fn a_token_brings_the_keys_in_the_newer_form() {
    let granted = granted(
        r#"{"access_token":"JWT","expires_in":3600,"token_type":"Bearer","refresh_token":"r","scope":"api",
        "Key":"2.old","PrivateKey":"2.oldprivate","Kdf":0,"KdfIterations":600000,"KdfMemory":null,
        "AccountKeys":{"publicKeyEncryptionKeyPair":{"wrappedPrivateKey":"7.p","publicKey":"x","signedPublicKey":"s"},
            "signatureKeyPair":{"wrappedSigningKey":"7.s","verifyingKey":"v"},
            "securityState":{"securityState":"state","securityVersion":2},"Object":"privateKeys"},
        "ForcePasswordReset":false,"MasterPasswordPolicy":{"Object":"masterPasswordPolicy"},
        "UserDecryptionOptions":{"HasMasterPassword":true,"MasterPasswordUnlock":{"Kdf":{"KdfType":1,"Iterations":6,
            "Memory":32,"Parallelism":4},"MasterKeyEncryptedUserKey":"2.new","Salt":"anna@example.com"},
            "Object":"userDecryptionOptions"},"TwoFactorToken":"remember"}"#,
    );
    assert_eq!(
        granted.user.to_string(),
        "00000000-0000-0000-0000-00000000002a"
    );
    assert_eq!(granted.tokens.expires, 3_601_000);
    assert_eq!(
        granted.master_key_wrapped_user_key.as_deref(),
        Some("2.new")
    );
    assert_eq!(
        granted.kdf,
        Some(KdfSettings::Argon2id {
            iterations: 6,
            memory: 32,
            parallelism: 4
        })
    );
    assert_eq!(granted.salt.as_deref(), Some("anna@example.com"));
    let keys = granted.private_keys.unwrap();
    assert_eq!(keys.wrapped_private_key, "7.p");
    assert_eq!(keys.wrapped_signing_key.as_deref(), Some("7.s"));
    assert_eq!(keys.security_state.as_deref(), Some("state"));
    assert_eq!(
        granted.remember_token,
        Some(Token::from("remember".to_owned()))
    );
}

#[test]
fn a_token_brings_the_keys_in_the_older_form() {
    let granted = granted(
        r#"{"access_token":"JWT","expires_in":3600,"refresh_token":"r","Key":"2.old","PrivateKey":"2.p",
        "ForcePasswordReset":true}"#,
    );
    assert_eq!(
        granted.master_key_wrapped_user_key.as_deref(),
        Some("2.old")
    );
    assert_eq!(granted.private_keys.unwrap().wrapped_private_key, "2.p");
    assert_eq!(granted.password_change, PasswordChange::Demanded);
    assert_eq!(granted.master_password, MasterPassword::Present);
}

#[test]
fn an_account_without_master_password_is_known() {
    let granted = granted(
        r#"{"access_token":"JWT","expires_in":3600,"refresh_token":"r",
        "UserDecryptionOptions":{"HasMasterPassword":false,"KeyConnectorOption":{"KeyConnectorUrl":"https://x"}}}"#,
    );
    assert_eq!(granted.master_password, MasterPassword::Absent);
    assert_eq!(granted.master_key_wrapped_user_key, None);
}

#[test]
fn every_refusal_is_told_apart() {
    for (body, expected) in [
        (
            r#"{"error":"invalid_grant","error_description":"invalid_username_or_password",
            "ErrorModel":{"Object":"error","Message":"Username or password is incorrect. Try again."}}"#,
            Grant::Wrong(Wrong::Password),
        ),
        (
            r#"{"error":"invalid_grant","error_description":"invalid_username_or_password",
            "ErrorModel":{"Object":"error","Message":"Two-step token is invalid. Try again."}}"#,
            Grant::Wrong(Wrong::Code),
        ),
        (
            r#"{"error":"invalid_grant","error_description":"invalid_username_or_password"}"#,
            Grant::Wrong(Wrong::Either),
        ),
        (
            r#"{"error":"invalid_grant","error_description":"Two factor required.","TwoFactorProviders":["0","1"],
            "TwoFactorProviders2":{"0":null,"1":{"Email":"a***@example.com"},"x":null},"SsoEmail2faSessionToken":"t"}"#,
            Grant::TwoStep(Challenge {
                providers: vec![0, 1],
                email: Some("a***@example.com".into()),
            }),
        ),
        (
            r#"{"error":"invalid_grant","error_description":"Two factor required.","TwoFactorProviders":["7"]}"#,
            Grant::TwoStep(Challenge {
                providers: vec![7],
                email: None,
            }),
        ),
        (
            r#"{"error":"invalid_grant","error_description":"No two-step providers enabled."}"#,
            Grant::NoUsableTwoStep,
        ),
        (
            r#"{"error":"invalid_grant","error_description":"Sso authentication is required.",
            "SsoOrganizationIdentifier":"acme"}"#,
            Grant::SsoRequired {
                identifier: Some("acme".into()),
            },
        ),
        (
            r#"{"error":"device_error","error_description":"New device verification required",
            "ErrorModel":{"Message":"new device verification required"}}"#,
            Grant::NewDevice,
        ),
        (
            r#"{"error":"device_error","error_description":"Invalid New Device OTP",
            "ErrorModel":{"Message":"invalid new device otp"}}"#,
            Grant::WrongDeviceCode,
        ),
        (
            r#"{"error":"device_error","error_description":"No device information provided"}"#,
            Grant::Device("No device information provided".into()),
        ),
        (
            r#"{"error":"invalid_client_version","ErrorModel":{"Message":"Please update."}}"#,
            Grant::ClientTooOld,
        ),
        (
            r#"{"error":"invalid_grant","ErrorModel":{"Message":"Legacy encryption is no longer supported."}}"#,
            Grant::LegacyEncryption,
        ),
        (
            r#"{"error":"invalid_grant"}"#,
            Grant::Refused(String::new()),
        ),
    ] {
        assert_eq!(refused(body), expected, "{body}");
    }
}

#[test]
fn what_is_no_json_is_no_outcome() {
    let html = Answer {
        status: 400,
        retry_after: None,
        body: "<html>".into(),
    };
    assert!(matches!(read_grant(&html, 0), Err(Error::Rejected(_))));
    for body in [
        "{\"access_token\":\"a",
        "{}",
        r#"{"access_token":"no jwt","expires_in":1,"refresh_token":"r"}"#,
    ] {
        let cut = Answer {
            status: 200,
            retry_after: None,
            body: body.into(),
        };
        assert_eq!(
            read_grant(&cut, 0),
            Err(Error::Unreadable { endpoint: TOKEN }),
            "{body}"
        );
    }
}

#[test]
fn a_form_survives_any_text() {
    assert_eq!(
        form(&[("a", "x y+z&=é/"), ("b", "")]),
        "a=x+y%2Bz%26%3D%C3%A9%2F&b="
    );
}
