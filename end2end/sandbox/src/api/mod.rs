//! `/api`: what a signed-in person reads (contract 2 to 6).

mod accounts;
mod addable;
mod address;
mod arrival;
mod billing;
mod ciphers;
mod clients;
mod collections;
mod config;
mod devices;
mod events;
mod invitations;
mod invoices;
mod joining;
mod members;
pub(crate) mod organization;
mod organizations;
mod payment;
mod plans;
mod profile;
mod providers;
mod settings;
mod sync;
mod team;
mod two_factor;
mod unlink;
mod users;
mod warnings;

use axum::{
    Router,
    routing::{delete, get, post, put},
};
use serde_json::{Value, json};

use crate::cloud::Shared;

/// The routes of the API.
pub(crate) fn routes() -> Router<Shared> {
    Router::new()
        .route("/config", get(config::config))
        .route("/plans", get(plans::list))
        .route("/accounts/profile", get(profile::profile))
        .route("/accounts/revision-date", get(accounts::revision_date))
        .route("/accounts/password-hint", post(accounts::password_hint))
        .route(
            "/accounts/resend-new-device-otp",
            post(accounts::resend_new_device_otp),
        )
        .route("/sync", get(sync::sync))
        .route("/ciphers", post(ciphers::create))
        .route("/ciphers/create", post(ciphers::create_in_collections))
        .route(
            "/ciphers/organization-details",
            get(ciphers::of_organization),
        )
        .route("/ciphers/{cipher}", get(ciphers::read))
        .route("/devices/knowndevice", get(devices::known))
        .route(
            "/two-factor/send-email-login",
            post(two_factor::send_email_login),
        )
        .route("/users/{user}/public-key", get(users::public_key))
        .route("/users/{user}/keys", get(users::keys))
        .route(
            "/providers/{provider}",
            get(providers::provider)
                .put(settings::change)
                .delete(settings::delete),
        )
        .route("/providers/{provider}/setup", post(settings::set_up))
        .route(
            "/providers/{provider}/delete-recover-token",
            post(settings::delete_by_mail),
        )
        .route(
            "/providers/{provider}/organizations",
            get(providers::organizations),
        )
        .route(
            "/providers/{provider}/organizations/{link}",
            delete(unlink::unlink),
        )
        .route("/providers/{provider}/clients", post(clients::create))
        .route(
            "/providers/{provider}/clients/addable",
            get(addable::addable),
        )
        .route("/providers/{provider}/clients/existing", post(addable::add))
        .route("/providers/{provider}/clients/{link}", put(clients::update))
        .merge(team_routes())
        .route("/providers/{provider}/events", get(events::of_provider))
        .merge(billing_routes())
        .route(
            "/organizations/{organization}",
            get(organizations::organization).delete(unlink::delete),
        )
        .route(
            "/organizations/{organization}/public-key",
            get(organizations::public_key),
        )
        .route(
            "/organizations/{organization}/keys",
            get(organizations::public_key),
        )
        .route(
            "/organizations/{organization}/collections",
            get(collections::list),
        )
        .route(
            "/organizations/{organization}/collections/details",
            get(collections::details),
        )
        .route("/organizations/{organization}/users", get(members::list))
        .route(
            "/organizations/{organization}/users/mini-details",
            get(members::mini_details),
        )
        .route(
            "/organizations/{organization}/users/public-keys",
            post(joining::public_keys),
        )
        .route(
            "/organizations/{organization}/users/confirm",
            post(joining::confirm),
        )
        .route(
            "/organizations/{organization}/users/{user}",
            get(joining::one),
        )
        .route(
            "/organizations/{organization}/users/{user}/accept",
            post(joining::accept),
        )
        .route(
            "/organizations/{organization}/users/{user}/confirm",
            post(joining::confirm_one),
        )
}

fn billing_routes() -> Router<Shared> {
    let at = |rest: &str| format!("/providers/{{provider}}/billing/{rest}");
    Router::new()
        .route(&at("subscription"), get(billing::subscription))
        .route(&at("invoices"), get(invoices::list))
        .route(&at("invoices/{invoice}"), get(invoices::report))
        .route(
            &at("vnext/address"),
            get(address::read_address).put(address::change_address),
        )
        .route(&at("vnext/credit"), get(payment::credit))
        .route(&at("vnext/credit/bitpay"), post(payment::add_credit))
        .route(
            &at("vnext/payment-method"),
            get(payment::read_method).put(payment::change_method),
        )
        .route(&at("vnext/warnings"), get(warnings::warnings))
}

fn team_routes() -> Router<Shared> {
    const TEAM: &str = "/providers/{provider}/users";
    let at = |rest: &str| format!("{TEAM}/{rest}");
    Router::new()
        .route(TEAM, get(team::list).delete(arrival::remove))
        .route(&at("invite"), post(invitations::invite))
        .route(&at("reinvite"), post(invitations::reinvite))
        .route(&at("public-keys"), post(arrival::public_keys))
        .route(&at("confirm"), post(arrival::confirm))
        .route(
            &at("{user}"),
            get(team::one)
                .put(team::change_role)
                .delete(arrival::remove_one),
        )
        .route(&at("{user}/reinvite"), post(invitations::reinvite_one))
        .route(&at("{user}/events"), get(events::of_member))
        .route(&at("{user}/accept"), post(arrival::accept))
        .route(&at("{user}/confirm"), post(arrival::confirm_one))
}

/// A list answer (contract 0).
fn list(data: Vec<Value>) -> Value {
    json!({ "object": "list", "data": data, "continuationToken": null })
}

/// Permissions of a membership that has none of its own.
fn no_permissions() -> Value {
    json!({
        "accessEventLogs": false, "accessImportExport": false, "accessReports": false, "createNewCollections": false,
        "editAnyCollection": false, "deleteAnyCollection": false, "manageGroups": false, "managePolicies": false,
        "manageSso": false, "manageUsers": false, "manageResetPassword": false, "manageScim": false,
        "manageAccessRules": false,
    })
}
