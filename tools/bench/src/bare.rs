//! The baseline of a renewal: a handler that only reads a small JSON body and answers another, served as the
//! program serves.

use axum::extract::Path;
use axum::routing::{get, post};
use axum::{Json, Router};
use gatehouse_core::Fault;
use gatehouse_listen::{Connections, Listener, Port};
use serde::{Deserialize, Serialize};
use std::net::SocketAddr;

/// The length of a usual lease, so that both answers are of one size.
const LEASE: usize = 1_050;

#[derive(Deserialize)]
struct Device {
    fingerprint: Vec<String>,
}

#[derive(Deserialize)]
struct Question {
    renew_token: String,
    device: Device,
    time: Option<i64>,
}

#[derive(Serialize)]
struct Reply {
    lease: String,
    renew_token: String,
    server_time: i64,
}

async fn renew(Path(_activation): Path<String>, Json(question): Json<Question>) -> Json<Reply> {
    let server_time = question.time.unwrap_or(question.device.fingerprint.len() as i64);
    Json(Reply { lease: "e".repeat(LEASE), renew_token: question.renew_token, server_time })
}

/// Serves until the process is ended.
pub fn serve(port: u16) -> Result<(), Fault> {
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build()?;
    runtime.block_on(async {
        let router = Router::new()
            .route("/health/ready", get(|| async { "ready" }))
            .route("/api/v1/activations/{activation}/renew", post(renew));
        let port = Port::open("port", SocketAddr::from(([127, 0, 0, 1], port)))?;
        let (_running, stop) = tokio::sync::watch::channel(false);
        Listener::new(port, Connections::new(10_000, 10_000)).serve(router, stop).await
    })
}
