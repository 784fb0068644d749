//! Every outcome of the token endpoint (contract 1.4), in status, body and casing.

use axum::http::StatusCode;
use serde_json::{Value, json};

use crate::sandbox::Sandbox;

fn assert_refused(body: &Value, error: &str, description: &str, message: &str) {
    assert_eq!(body["error"], error, "{body}");
    assert_eq!(
        body["error_description"].as_str().unwrap_or_default(),
        description,
        "{body}"
    );
    assert_eq!(
        body["ErrorModel"]["Message"].as_str().unwrap_or_default(),
        message,
        "{body}"
    );
}

#[tokio::test]
async fn a_right_password_is_answered_with_the_documented_casing() {
    let sandbox = Sandbox::new();
    let answer = sandbox.token(&sandbox.grant("admin").await).await;
    assert_eq!(answer.status, StatusCode::OK);
    let body = answer.json();
    assert_eq!(
        (&body["expires_in"], &body["token_type"], &body["scope"]),
        (&json!(3600), &json!("Bearer"), &json!("api offline_access"))
    );
    assert!(body["Key"].as_str().unwrap().starts_with("2."));
    assert!(body["PrivateKey"].as_str().unwrap().starts_with("2."));
    assert_eq!(body["Kdf"], 0);
    assert_eq!(body["KdfIterations"], 600_000);
    assert!(
        body.as_object().unwrap().contains_key("KdfMemory"),
        "null dictionary entries are kept"
    );
    assert_eq!(body["ForcePasswordReset"], false);
    assert_eq!(
        body["MasterPasswordPolicy"],
        json!({ "Object": "masterPasswordPolicy" })
    );
    let unlock = &body["UserDecryptionOptions"]["MasterPasswordUnlock"];
    assert_eq!(unlock["Kdf"]["Iterations"], 600_000);
    assert_eq!(unlock["Salt"], "anouk@waterlandbeheer.nl");
    assert_eq!(unlock["MasterKeyEncryptedUserKey"], body["Key"]);
    let pair = &body["AccountKeys"]["publicKeyEncryptionKeyPair"];
    assert!(pair["publicKey"].as_str().is_some() && pair["wrappedPrivateKey"].as_str().is_some());
    assert!(body["TwoFactorToken"].is_null());
}

#[tokio::test]
async fn a_wrong_password_and_an_unknown_address_are_the_same_answer() {
    let sandbox = Sandbox::new();
    let wrong = sandbox
        .token(&sandbox.grant("admin").await.with("password", "bm90IGl0"))
        .await;
    let unknown = sandbox
        .token(
            &sandbox
                .grant("admin")
                .await
                .with("username", "nobody@example.com"),
        )
        .await;
    assert_eq!(wrong.status, StatusCode::BAD_REQUEST);
    assert_refused(
        &wrong.json(),
        "invalid_grant",
        "invalid_username_or_password",
        "Username or password is incorrect. Try again.",
    );
    assert_eq!(wrong.json(), unknown.json());
}

#[tokio::test]
async fn an_account_lives_in_one_region_only() {
    let sandbox = Sandbox::new();
    let mut sign_in = sandbox.grant("admin").await;
    sign_in.prefix = "/us";
    assert_eq!(
        sandbox.token(&sign_in).await.status,
        StatusCode::BAD_REQUEST
    );
    sign_in.prefix = "/eu";
    let body = sandbox.token(&sign_in).await.json();
    let token = body["access_token"].as_str().unwrap();
    assert_eq!(
        sandbox.get("/eu/api/accounts/profile", token).await.status,
        StatusCode::OK
    );
    assert_eq!(
        sandbox.get("/us/api/accounts/profile", token).await.status,
        StatusCode::UNAUTHORIZED
    );
    let mut american = sandbox.grant("us").await;
    american.prefix = "/us";
    assert_eq!(sandbox.token(&american).await.status, StatusCode::OK);
}

#[tokio::test]
async fn the_version_header_is_needed_and_v2_accounts_need_a_recent_one() {
    let sandbox = Sandbox::new();
    let mut sign_in = sandbox.grant("admin").await;
    sign_in.version = None;
    let missing = sandbox.token(&sign_in).await.json();
    assert_eq!(missing["error"], "version_header_missing");
    assert_eq!(
        missing["ErrorModel"]["Message"],
        missing["error_description"]
    );
    sign_in.version = Some("2024.1.0");
    assert_eq!(sandbox.token(&sign_in).await.status, StatusCode::OK);

    let mut sign_in = sandbox.grant("v2").await;
    sign_in.version = Some("2025.10.1");
    let text = "Please update your app to continue using Bitwarden";
    assert_refused(
        &sandbox.token(&sign_in).await.json(),
        "invalid_client_version",
        text,
        text,
    );
    sign_in.version = Some("2025.11.0");
    let body = sandbox.token(&sign_in).await.json();
    assert!(body["PrivateKey"].as_str().unwrap().starts_with("7."));
    let keys = &body["AccountKeys"];
    assert!(
        keys["signatureKeyPair"]["wrappedSigningKey"]
            .as_str()
            .unwrap()
            .starts_with("7.")
    );
    assert_eq!(keys["securityState"]["securityVersion"], 2);
    assert!(
        keys["publicKeyEncryptionKeyPair"]["signedPublicKey"]
            .as_str()
            .is_some()
    );
}

#[tokio::test]
async fn two_step_is_asked_for_and_a_wrong_code_is_told_from_a_wrong_password() {
    let sandbox = Sandbox::new();
    let sign_in = sandbox.grant("authenticator").await;
    let asked = sandbox.token(&sign_in).await;
    assert_eq!(asked.status, StatusCode::BAD_REQUEST);
    let body = asked.json();
    assert_refused(&body, "invalid_grant", "Two factor required.", "");
    assert_eq!(body["TwoFactorProviders"], json!(["0"]));
    assert_eq!(body["TwoFactorProviders2"], json!({ "0": null }));

    let wrong = sandbox
        .token(
            &sign_in
                .clone()
                .with("twoFactorProvider", "0")
                .with("twoFactorToken", "abcdef"),
        )
        .await;
    assert_refused(
        &wrong.json(),
        "invalid_grant",
        "invalid_username_or_password",
        "Two-step token is invalid. Try again.",
    );

    let code = sandbox.person("authenticator").await["twoFactor"]["code"]
        .as_str()
        .unwrap()
        .to_owned();
    let right = sign_in
        .with("twoFactorProvider", "0")
        .with("twoFactorToken", &code);
    assert_eq!(sandbox.token(&right).await.status, StatusCode::OK);
    // Only exactly "1" asks to be remembered.
    assert!(
        sandbox
            .token(&right.clone().with("twoFactorRemember", "true"))
            .await
            .json()["TwoFactorToken"]
            .is_null()
    );
    let remembered = sandbox
        .token(&right.clone().with("twoFactorRemember", "1"))
        .await
        .json();
    let remember = remembered["TwoFactorToken"].as_str().unwrap();

    let by_memory = right
        .with("twoFactorProvider", "5")
        .with("twoFactorToken", remember);
    assert_eq!(sandbox.token(&by_memory).await.status, StatusCode::OK);
    let elsewhere = sandbox
        .token(&by_memory.clone().with("deviceIdentifier", "another"))
        .await
        .json();
    assert_eq!(
        elsewhere["error_description"], "Two factor required.",
        "a stale remember token asks again"
    );
    sandbox
        .post(
            "/__sandbox/clock",
            &json!({ "advanceSeconds": 31 * 24 * 3600 }),
        )
        .await;
    assert_eq!(
        sandbox.token(&by_memory).await.json()["error_description"],
        "Two factor required."
    );
}

#[tokio::test]
async fn the_email_code_is_sent_on_request_only_and_lives_five_minutes() {
    let sandbox = Sandbox::new();
    let sign_in = sandbox.grant("email").await;
    let body = sandbox.token(&sign_in).await.json();
    assert_eq!(
        body["TwoFactorProviders2"]["1"]["Email"],
        "no**@waterlandbeheer.nl"
    );
    let mail = async || {
        sandbox
            .get("/__sandbox/mailbox?to=noor@waterlandbeheer.nl", "")
            .await
            .json()
    };
    assert_eq!(mail().await, json!([]));

    let hash = &sign_in
        .fields
        .iter()
        .find(|(name, _)| name == "password")
        .unwrap()
        .1;
    let refused = sandbox
        .post(
            "/api/two-factor/send-email-login",
            &json!({ "email": "noor@waterlandbeheer.nl", "masterPasswordHash": "x" }),
        )
        .await;
    assert_eq!(
        (refused.status, refused.json()["message"].as_str().unwrap()),
        (StatusCode::BAD_REQUEST, "Cannot send two-factor email.")
    );
    // Property names are read in any casing.
    let ask = json!({ "Email": "noor@waterlandbeheer.nl", "MasterPasswordHash": hash, "DeviceIdentifier": "d" });
    assert_eq!(
        sandbox
            .post("/api/two-factor/send-email-login", &ask)
            .await
            .status,
        StatusCode::OK
    );
    let code = mail().await[0]["code"].as_str().unwrap().to_owned();
    let with_code = sign_in
        .with("twoFactorProvider", "1")
        .with("twoFactorToken", &code);
    sandbox
        .post("/__sandbox/clock", &json!({ "advanceSeconds": 301 }))
        .await;
    assert_eq!(
        sandbox.token(&with_code).await.json()["ErrorModel"]["Message"],
        "Two-step token is invalid. Try again."
    );

    sandbox.post("/api/two-factor/send-email-login", &ask).await;
    let code = mail().await[0]["code"].as_str().unwrap().to_owned();
    let with_code = with_code.with("twoFactorToken", &code);
    assert_eq!(sandbox.token(&with_code).await.status, StatusCode::OK);
    assert_eq!(
        sandbox.token(&with_code).await.status,
        StatusCode::BAD_REQUEST,
        "a code is good once"
    );
}

#[tokio::test]
async fn a_yubikey_password_is_good_once_and_for_its_own_key() {
    let sandbox = Sandbox::new();
    let otp = sandbox.person("yubikey").await["twoFactor"]["otp"]
        .as_str()
        .unwrap()
        .to_owned();
    assert_eq!(otp.len(), 44);
    let sign_in = sandbox
        .grant("yubikey")
        .await
        .with("twoFactorProvider", "3");
    assert_eq!(
        sandbox.token(&sign_in).await.json()["TwoFactorProviders2"]["3"],
        json!({ "Nfc": true })
    );
    assert_eq!(
        sandbox
            .token(&sign_in.clone().with(
                "twoFactorToken",
                &otp.replace("ccccccbhcuvr", "ccccccdefghi")
            ))
            .await
            .status,
        StatusCode::BAD_REQUEST
    );
    let right = sign_in.with("twoFactorToken", &otp);
    assert_eq!(sandbox.token(&right).await.status, StatusCode::OK);
    assert_eq!(sandbox.token(&right).await.status, StatusCode::BAD_REQUEST);
}

#[tokio::test]
async fn the_recovery_code_switches_two_step_off() {
    let sandbox = Sandbox::new();
    let code = sandbox.person("recovery").await["recoveryCode"]
        .as_str()
        .unwrap()
        .to_uppercase();
    let sign_in = sandbox.grant("recovery").await;
    let wrong = sign_in
        .clone()
        .with("twoFactorProvider", "8")
        .with("twoFactorToken", "nope");
    assert_eq!(
        sandbox.token(&wrong).await.json()["ErrorModel"]["Message"],
        "Two-step token is invalid. Try again."
    );
    let right = sign_in
        .clone()
        .with("twoFactorProvider", "8")
        .with("twoFactorToken", &code);
    assert_eq!(sandbox.token(&right).await.status, StatusCode::OK);
    assert_eq!(
        sandbox.token(&sign_in).await.status,
        StatusCode::OK,
        "no second step is left"
    );
    assert_ne!(
        sandbox.person("recovery").await["recoveryCode"],
        code.to_lowercase()
    );
}

#[tokio::test]
async fn several_second_steps_are_offered_together_and_some_alone_lead_nowhere() {
    let sandbox = Sandbox::new();
    let several = sandbox.token(&sandbox.grant("several").await).await.json();
    assert_eq!(several["TwoFactorProviders"], json!(["0", "1", "3", "7"]));
    assert_eq!(
        several["TwoFactorProviders2"]["7"]["rpId"],
        "vault.bitwarden.eu"
    );
    assert_eq!(
        sandbox.token(&sandbox.grant("webauthn").await).await.json()["TwoFactorProviders"],
        json!(["7"])
    );
    let duo = sandbox.token(&sandbox.grant("duo").await).await.json();
    assert!(
        duo["TwoFactorProviders2"]["2"]["AuthUrl"]
            .as_str()
            .is_some()
            && duo["TwoFactorProviders2"]["2"]["Host"].as_str().is_some()
    );
    let none = sandbox
        .token(&sandbox.grant("no-usable-two-factor").await)
        .await
        .json();
    assert_refused(
        &none,
        "invalid_grant",
        "No two-step providers enabled.",
        "No two-step providers enabled.",
    );
}

#[tokio::test]
async fn single_sign_on_legacy_encryption_and_the_rest_are_told_apart() {
    let sandbox = Sandbox::new();
    let sso = sandbox.token(&sandbox.grant("sso").await).await.json();
    assert_refused(
        &sso,
        "invalid_grant",
        "Sso authentication is required.",
        "Sso authentication is required.",
    );
    assert_eq!(sso["SsoOrganizationIdentifier"], "zorggroep");
    let legacy = sandbox.token(&sandbox.grant("legacy").await).await.json();
    assert!(
        legacy["ErrorModel"]["Message"]
            .as_str()
            .unwrap()
            .contains("Legacy encryption")
    );
    assert_eq!(
        sandbox
            .token(&sandbox.grant("force-password-reset").await)
            .await
            .json()["ForcePasswordReset"],
        true
    );
    let connector = sandbox
        .token(&sandbox.grant("key-connector").await)
        .await
        .json();
    assert_eq!(
        connector["UserDecryptionOptions"]["HasMasterPassword"],
        false
    );
    assert!(connector["UserDecryptionOptions"]["MasterPasswordUnlock"].is_null());
    assert!(
        connector["UserDecryptionOptions"]["KeyConnectorOption"]["KeyConnectorUrl"]
            .as_str()
            .is_some()
    );
    let argon = sandbox.token(&sandbox.grant("argon2id").await).await.json();
    assert_eq!(
        argon["UserDecryptionOptions"]["MasterPasswordUnlock"]["Kdf"],
        json!({ "KdfType": 1, "Iterations": 3, "Memory": 64, "Parallelism": 4 })
    );
}

#[tokio::test]
async fn a_new_device_is_verified_by_mail_once() {
    let sandbox = Sandbox::new();
    let sign_in = sandbox.grant("new-device").await;
    let none = sandbox
        .token(&sign_in.clone().without("deviceType"))
        .await
        .json();
    assert_refused(
        &none,
        "device_error",
        "No device information provided",
        "no device information provided",
    );
    let asked = sandbox.token(&sign_in).await.json();
    assert_refused(
        &asked,
        "device_error",
        "New device verification required",
        "new device verification required",
    );
    let wrong = sandbox
        .token(&sign_in.clone().with("newDeviceOtp", ""))
        .await
        .json();
    assert_refused(
        &wrong,
        "device_error",
        "Invalid New Device OTP",
        "invalid new device otp",
    );
    let mail = sandbox
        .get("/__sandbox/mailbox?to=pim@waterlandbeheer.nl", "")
        .await
        .json();
    let right = sign_in
        .clone()
        .with("newDeviceOtp", mail[0]["code"].as_str().unwrap());
    assert_eq!(sandbox.token(&right).await.status, StatusCode::OK);
    assert_eq!(
        sandbox.token(&sign_in).await.status,
        StatusCode::OK,
        "a verified device is remembered"
    );
    let hash = &sign_in
        .fields
        .iter()
        .find(|(name, _)| name == "password")
        .unwrap()
        .1;
    sandbox.delete("/__sandbox/mailbox").await;
    let resend = json!({ "email": "pim@waterlandbeheer.nl", "masterPasswordHash": hash });
    assert_eq!(
        sandbox
            .post("/api/accounts/resend-new-device-otp", &resend)
            .await
            .status,
        StatusCode::OK
    );
    assert_eq!(
        sandbox.get("/__sandbox/mailbox", "").await.json()[0]["kind"],
        "new-device-code"
    );
}

#[tokio::test]
async fn prelogin_never_tells_whether_an_account_exists() {
    let sandbox = Sandbox::new();
    for path in [
        "/identity/accounts/prelogin",
        "/identity/accounts/prelogin/password",
    ] {
        let ask = json!({ "email": "Nobody@Example.com " });
        let first = sandbox.post(path, &ask).await;
        assert_eq!(first.status, StatusCode::OK);
        assert_eq!(
            first.json(),
            sandbox.post(path, &ask).await.json(),
            "stable per address"
        );
        assert_eq!(first.json()["salt"], "nobody@example.com");
        let long = sandbox
            .post(path, &json!({ "email": "a".repeat(10_000) }))
            .await;
        assert_eq!(
            (long.status, long.json()["message"].as_str().unwrap()),
            (StatusCode::BAD_REQUEST, "The model state is invalid.")
        );
        assert!(
            long.json()["validationErrors"]["Email"][0]
                .as_str()
                .is_some()
        );
    }
}
