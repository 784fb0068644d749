//! The port: accepts connections, plain or TLS, and can hang up on one without an answer.

use std::{io, net::SocketAddr, path::PathBuf, sync::Arc, time::Duration};

use axum::{Router, body::Body};
use hyper::{body::Incoming, server::conn::http1, service::service_fn};
use hyper_util::{
    rt::{TokioIo, TokioTimer},
    server::graceful::{GracefulShutdown, Watcher},
};
use tokio::{
    io::{AsyncRead, AsyncWrite},
    net::TcpListener,
};
use tokio_rustls::{TlsAcceptor, rustls};
use tower::ServiceExt;

use crate::cloud::{Encrypted, HangUp, Peer};

/// A certificate made at start, and where its PEM lies.
pub struct Tls {
    acceptor: TlsAcceptor,
    /// For NODE_EXTRA_CA_CERTS and the like.
    pub certificate: PathBuf,
}

impl Tls {
    /// Makes a self-signed certificate for this machine; the reason of a failure is a sentence.
    pub fn make(port: u16) -> Result<Self, String> {
        let names = ["localhost", "127.0.0.1", "::1"].map(str::to_owned);
        let made =
            rcgen::generate_simple_self_signed(names).map_err(|reason| reason.to_string())?;
        let certificate = std::env::temp_dir().join(format!("portico-sandbox-{port}.pem"));
        std::fs::write(&certificate, made.cert.pem()).map_err(|reason| reason.to_string())?;
        let key = rustls::pki_types::PrivatePkcs8KeyDer::from(made.signing_key.serialize_der());
        let provider = Arc::new(rustls::crypto::ring::default_provider());
        let config = rustls::ServerConfig::builder_with_provider(provider)
            .with_safe_default_protocol_versions()
            .and_then(|config| {
                config
                    .with_no_client_auth()
                    .with_single_cert(vec![made.cert.der().clone()], key.into())
            })
            .map_err(|reason| reason.to_string())?;
        Ok(Self {
            acceptor: TlsAcceptor::from(Arc::new(config)),
            certificate,
        })
    }
}

/// Serves until `stop` is done, then gives running answers two seconds to end.
pub async fn run(
    listener: TcpListener,
    tls: Option<Tls>,
    router: Router,
    stop: impl Future<Output = ()>,
) {
    let graceful = GracefulShutdown::new();
    let is_tls = tls.is_some();
    let acceptor = tls.map(|tls| tls.acceptor);
    tokio::pin!(stop);
    loop {
        let accepted = tokio::select! {
            accepted = listener.accept() => accepted,
            () = &mut stop => break,
        };
        // A connection that failed before it was one is no reason to end.
        let Ok((stream, peer)) = accepted else {
            continue;
        };
        let (router, acceptor, watcher) = (router.clone(), acceptor.clone(), graceful.watcher());
        tokio::spawn(async move {
            drop(stream.set_nodelay(true));
            match acceptor {
                Some(acceptor) => {
                    if let Ok(stream) = acceptor.accept(stream).await {
                        converse(stream, peer, router, is_tls, watcher).await;
                    }
                }
                None => converse(stream, peer, router, is_tls, watcher).await,
            }
        });
    }
    drop(listener);
    drop(tokio::time::timeout(Duration::from_secs(2), graceful.shutdown()).await);
}

async fn converse<S: AsyncRead + AsyncWrite + Unpin + Send + 'static>(
    stream: S,
    peer: SocketAddr,
    router: Router,
    tls: bool,
    watcher: Watcher,
) {
    let service = service_fn(move |request: hyper::Request<Incoming>| {
        let router = router.clone();
        async move {
            let mut request = request.map(Body::new);
            request.extensions_mut().insert(Peer(peer));
            if tls {
                request.extensions_mut().insert(Encrypted);
            }
            let Ok(response) = router.oneshot(request).await;
            // An error in place of an answer closes the connection.
            match response.extensions().get::<HangUp>() {
                Some(HangUp) => Err(io::Error::from(io::ErrorKind::ConnectionAborted)),
                None => Ok(response),
            }
        }
    });
    let connection = http1::Builder::new()
        .timer(TokioTimer::new())
        .serve_connection(TokioIo::new(stream), service);
    // A peer that went away, or that was hung up on.
    drop(watcher.watch(connection).await);
}
