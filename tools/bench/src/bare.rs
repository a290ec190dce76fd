//! Baselines, served as the program serves: of a renewal, a handler that only reads a small JSON body and answers another; of an upload, one that
//! writes what comes to a file in the working folder and syncs it each 8 MiB.

use axum::body::Body;
use axum::extract::Path;
use axum::http::StatusCode;
use axum::routing::{get, post};
use axum::{Json, Router};
use futures::StreamExt as _;
use gatehouse_core::Fault;
use gatehouse_listen::{Connections, Listener, Port};
use serde::{Deserialize, Serialize};
use std::net::SocketAddr;
use tokio::io::AsyncWriteExt as _;

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

/// What is synced at once, as by the program.
const SYNCED: usize = 8 << 20;

/// `POST /write/NAME` begins a file, `PATCH` adds to it.
async fn begin(Path(name): Path<String>) -> StatusCode {
    match tokio::fs::File::create(name).await {
        Ok(_) => StatusCode::NO_CONTENT,
        Err(_) => StatusCode::INTERNAL_SERVER_ERROR,
    }
}

async fn add(Path(name): Path<String>, body: Body) -> StatusCode {
    match written(&name, body).await {
        Ok(()) => StatusCode::NO_CONTENT,
        Err(_) => StatusCode::INTERNAL_SERVER_ERROR,
    }
}

async fn written(name: &str, body: Body) -> Result<(), Fault> {
    let mut file = tokio::fs::OpenOptions::new().append(true).open(name).await?;
    let mut pieces = body.into_data_stream();
    let mut waiting = 0;
    while let Some(piece) = pieces.next().await {
        let piece = piece?;
        file.write_all(&piece).await?;
        waiting += piece.len();
        if waiting >= SYNCED {
            file.flush().await?;
            file.sync_data().await?;
            waiting = 0;
        }
    }
    file.flush().await?;
    Ok(file.sync_data().await?)
}

/// Serves until the process is ended.
pub fn serve(port: u16) -> Result<(), Fault> {
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build()?;
    runtime.block_on(async {
        let router = Router::new()
            .route("/health/ready", get(|| async { "ready" }))
            .route("/api/v1/activations/{activation}/renew", post(renew))
            .route("/write/{name}", post(begin).patch(add));
        let port = Port::open("port", SocketAddr::from(([127, 0, 0, 1], port)))?;
        let (_running, stop) = tokio::sync::watch::channel(false);
        Listener::new(port, Connections::new(10_000, 10_000)).serve(router, stop).await
    })
}
