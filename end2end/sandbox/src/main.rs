//! Starts the sandbox and says how to get in.

use std::{fmt::Write, io::ErrorKind, net::SocketAddr, process::ExitCode};

use sandbox::{
    cloud::{self, Cloud, Shared},
    database::Database,
    demo,
    options::{Misread, Options},
    server::{self, Tls},
};
use tokio::{
    net::TcpListener,
    signal::unix::{SignalKind, signal},
};

#[tokio::main]
async fn main() -> ExitCode {
    let options = match Options::read(std::env::args_os().skip(1).collect()) {
        Ok(options) => options,
        Err(Misread::Help) => {
            print!("{}", Misread::Help);
            return ExitCode::SUCCESS;
        }
        Err(wrong) => return complain(&wrong.to_string()),
    };
    match start(options).await {
        Ok(()) => ExitCode::SUCCESS,
        Err(sentence) => complain(&sentence),
    }
}

fn complain(sentence: &str) -> ExitCode {
    eprintln!("sandbox: {sentence}");
    ExitCode::from(2)
}

async fn start(options: Options) -> Result<(), String> {
    let address = SocketAddr::new(options.host, options.port);
    // Before the seed, so that a port in use is known at once.
    let listener = TcpListener::bind(address)
        .await
        .map_err(|reason| match reason.kind() {
            ErrorKind::AddrInUse => format!(
                "Port {} is in use; name another one with --port.",
                options.port
            ),
            _ => format!("Cannot listen on {address}: {reason}."),
        })?;
    let address = listener.local_addr().unwrap_or(address);
    let (database, sown) = match &options.database {
        Some(file) => Database::at(file)
            .map_err(|reason| format!("Cannot use the database {}: {reason}.", file.display()))?,
        None => (
            Database::in_memory().map_err(|reason| format!("Cannot make a database: {reason}."))?,
            false,
        ),
    };
    if let Some(dist) = options.dist.as_ref().filter(|dist| !dist.is_dir()) {
        return Err(format!("There is no folder {} to serve.", dist.display()));
    }
    let tls = match options.tls {
        true => Some(
            Tls::make(address.port())
                .map_err(|reason| format!("Cannot make a certificate: {reason}."))?,
        ),
        false => None,
    };
    let cloud = Cloud::new(database, sown, options.seed, options.settings, options.dist)
        .map_err(|reason| format!("Cannot sow the demo: {reason}."))?;
    print!("{}", welcome(&cloud, address, tls.as_ref())?);
    let mut terminated = signal(SignalKind::terminate())
        .map_err(|reason| format!("Cannot listen for signals: {reason}."))?;
    let stop = async move {
        tokio::select! {
            _ = terminated.recv() => {}
            _ = tokio::signal::ctrl_c() => {}
        }
    };
    server::run(listener, tls, cloud::router(cloud), stop).await;
    Ok(())
}

/// Where it is, who may sign in, and where mail arrives.
fn welcome(cloud: &Shared, address: SocketAddr, tls: Option<&Tls>) -> Result<String, String> {
    let accounts = demo::accounts(&cloud.database.rows(), cloud.clock.now())
        .map_err(|reason| reason.to_string())?;
    let scheme = if tls.is_some() { "https" } else { "http" };
    let mut text = format!("The sandbox cloud is at {scheme}://{address}\n\n");
    let width = accounts
        .iter()
        .map(|account| account.email.len())
        .max()
        .unwrap_or_default();
    for account in &accounts {
        writeln!(
            text,
            "  {:width$}  {:14}  {}",
            account.email, account.role, account.note
        )
        .map_err(|reason| reason.to_string())?;
    }
    if let Some(account) = accounts.first() {
        writeln!(text, "\nEverybody's password: {}", account.password)
            .map_err(|reason| reason.to_string())?;
    }
    writeln!(text, "Mailbox: {scheme}://{address}/__sandbox/mailbox")
        .map_err(|reason| reason.to_string())?;
    if let Some(tls) = tls {
        writeln!(
            text,
            "Certificate: {} (for NODE_EXTRA_CA_CERTS)",
            tls.certificate.display()
        )
        .map_err(|reason| reason.to_string())?;
    }
    Ok(text)
}
