//! Serving: pages and API on one address, metrics on another, jobs beside them, and a graceful stop.

use crate::disk;
use crate::install::Installed;
use axum::Router;
use axum::routing::get;
use axum_server::Handle;
use gatehouse_core::Fault;
use gatehouse_db::{Cx, peppers};
use hyper_util::rt::TokioTimer;
use metrics_exporter_prometheus::{Matcher, PrometheusBuilder, PrometheusHandle};
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::watch;

/// A client must send its request's head within this.
const HEAD: Duration = Duration::from_secs(5);
/// A stop waits this long for answers that are under way.
const STOP: Duration = Duration::from_secs(10);
/// How often the gauges of the outbox are measured.
const GAUGES: Duration = Duration::from_secs(15);

/// What this process does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Work {
    /// Pages, API and jobs.
    All,
    /// Pages and API.
    Web,
    /// Jobs.
    Jobs,
}

/// Works until the process is asked to stop (SIGINT, SIGTERM).
pub async fn serve(installed: Installed, work: Work) -> Result<(), Fault> {
    crate::clock::examine(&Cx::program(&installed.site.app, "clock")).await?;
    let metrics = if installed.config.metrics_listen.is_empty() { None } else { Some(recorder()?) };
    let (stop, stopped) = watch::channel(false);
    let handle = Handle::<SocketAddr>::new();
    tokio::spawn(stop_on_signal(stop, handle.clone()));

    if let (Some(metrics), Ok(address)) = (metrics, installed.config.metrics_listen.parse::<SocketAddr>()) {
        let listener = tokio::net::TcpListener::bind(address).await?;
        let router = Router::new().route("/metrics", get(move || std::future::ready(metrics.render())));
        tokio::spawn(async move {
            if let Err(error) = axum::serve(listener, router).await {
                tracing::error!(%error, "the metrics address stopped answering");
            }
        });
        tokio::spawn(measure(Arc::clone(&installed.site.app), stopped.clone()));
    }

    tokio::spawn(know_peppers(Arc::clone(&installed.site.app), stopped.clone()));
    tokio::spawn(disk::watch(Arc::clone(&installed.site.app), installed.config.data_dir.clone(), stopped.clone()));

    let Installed { mut site, config } = installed;
    let router = std::mem::take(&mut site.router);
    let jobs = async {
        if work == Work::Web {
            let mut stopped = stopped.clone();
            // An error means that the sender is gone: the process is stopping anyway.
            if stopped.wait_for(|s| *s).await.is_err() {
                tracing::debug!("stopping");
            }
        } else {
            site.runner.run(stopped.clone()).await;
        }
    };
    let web = async {
        if work == Work::Jobs {
            return Ok(());
        }
        let listener = std::net::TcpListener::bind(config.listen)
            .map_err(|e| Fault::new(format!("listen: {} cannot be opened: {e}", config.listen)))?;
        listener.set_nonblocking(true)?;
        tracing::info!(address = %listener.local_addr()?, origin = config.origin(), "serving");
        let mut server = axum_server::from_tcp(listener)?.handle(handle.clone());
        server.http_builder().http1().timer(TokioTimer::new()).header_read_timeout(HEAD);
        server.http_builder().http2().timer(TokioTimer::new()).keep_alive_interval(Some(Duration::from_secs(30)));
        server.serve(router.into_make_service_with_connect_info::<SocketAddr>()).await?;
        Ok::<(), Fault>(())
    };
    let served = tokio::select! {
        result = async { tokio::join!(jobs, web).1 } => result,
    };
    Installed { site, config }.close().await?;
    tracing::info!("stopped");
    served
}

/// Reads the key file again soon after another process has turned the pepper.
async fn know_peppers(app: Arc<gatehouse_db::App>, mut stopped: watch::Receiver<bool>) {
    loop {
        if let Err(fault) = peppers::refresh(&app).await {
            tracing::debug!(error = %fault, "whether the pepper was turned could not be asked");
        }
        tokio::select! {
            () = tokio::time::sleep(Duration::from_secs(peppers::EVERY_SECONDS)) => {}
            _ = stopped.changed() => return,
        }
    }
}

async fn stop_on_signal(stop: watch::Sender<bool>, handle: Handle<SocketAddr>) {
    #[cfg(unix)]
    {
        use tokio::signal::unix::{SignalKind, signal};
        match (signal(SignalKind::terminate()), signal(SignalKind::interrupt())) {
            (Ok(mut terminate), Ok(mut interrupt)) => {
                tokio::select! { _ = terminate.recv() => {} _ = interrupt.recv() => {} }
            }
            _ => tracing::error!("signals cannot be heard; stop the process by killing it"),
        }
    }
    #[cfg(not(unix))]
    if let Err(error) = tokio::signal::ctrl_c().await {
        tracing::error!(%error, "the stop key cannot be heard");
    }
    handle.graceful_shutdown(Some(STOP));
    stop.send_replace(true);
}

fn recorder() -> Result<PrometheusHandle, Fault> {
    let buckets = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 10.0];
    Ok(PrometheusBuilder::new()
        .set_buckets_for_metric(Matcher::Suffix("_seconds".to_owned()), &buckets)?
        .install_recorder()?)
}

/// The outbox's depth and age: the first thing that shows a mail server or a job in trouble.
async fn measure(app: Arc<gatehouse_db::App>, mut stopped: watch::Receiver<bool>) {
    loop {
        let cx = Cx::program(&app, "metrics");
        match gatehouse_jobs::outbox::depth(&cx).await {
            #[expect(clippy::cast_precision_loss, reason = "gauges are floats")]
            Ok((waiting, dead, age)) => {
                metrics::gauge!("gatehouse_jobs_waiting").set(waiting as f64);
                metrics::gauge!("gatehouse_jobs_dead").set(dead as f64);
                metrics::gauge!("gatehouse_jobs_oldest_seconds").set(age as f64 / 1e6);
            }
            Err(fault) => tracing::warn!(error = %fault, "the outbox could not be measured"),
        }
        tokio::select! {
            () = tokio::time::sleep(GAUGES) => {}
            _ = stopped.changed() => return,
        }
    }
}
