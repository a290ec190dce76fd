//! Serving: pages and API on one address, metrics on another, jobs beside them, and a graceful stop.

use crate::config::Config;
use crate::install::{self, Installed};
use crate::signals::{self, Reload};
use crate::{disk, figures};
use axum::Router;
use axum::routing::get;
use gatehouse_context::{Cx, peppers};
use gatehouse_core::Fault;
use gatehouse_inbox::smtp::{self, Protocol};
use gatehouse_listen::{Connections, Listener, Port, files};
use metrics_exporter_prometheus::PrometheusHandle;
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::watch;

/// How often the samples of histograms are summed up; without it they pile up where nobody asks for them.
const UPKEEP: Duration = Duration::from_secs(5);
/// The gauges of the outbox are measured with every so many of these.
const GAUGES: u32 = 3;
/// After an error, what still runs gets no more than this.
const LAST: Duration = Duration::from_secs(1);

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

/// The open ports. They come before anything else: a process that cannot be reached must not begin to work.
pub struct Ports {
    work: Work,
    site: Option<Port>,
    metrics: Option<(Port, PrometheusHandle)>,
    mail: Vec<(Port, Protocol)>,
}

impl Ports {
    /// Opens what this work needs; the error names key and address.
    pub fn open(config: &Config, work: Work) -> Result<Self, Fault> {
        files::raise();
        let site = if work == Work::Jobs { None } else { Some(Port::open("listen", config.listen)?) };
        let metrics = match config.metrics_listen {
            Some(address) => Some((Port::open("metrics_listen", address)?, figures::start()?)),
            None => None,
        };
        let mail = match work {
            Work::Jobs => Vec::new(),
            Work::All | Work::Web => config.inbox.open_ports()?,
        };
        Ok(Self { work, site, metrics, mail })
    }
}

/// Works until the process is asked to stop (SIGINT, SIGTERM), or until something that it needs ends with an error.
pub async fn serve(ports: Ports, installed: Installed, reload: Reload) -> Result<(), Fault> {
    let (stop, stopped) = watch::channel(false);
    signals::listen(stop.clone(), reload);
    install::brand_pictures(&installed.site.app, &installed.config).await?;
    crate::clock::examine(&Cx::program(&installed.site.app, "clock")).await?;
    let _names = crate::demo::answer_names(&installed.site, &installed.config).await?;
    tokio::spawn(end_streams(Arc::clone(&installed.site.app), stopped.clone()));
    tokio::spawn(know_peppers(Arc::clone(&installed.site.app), stopped.clone()));
    tokio::spawn(disk::watch(Arc::clone(&installed.site.app), installed.config.data_dir.clone(), stopped.clone()));

    let Installed { mut site, config } = installed;
    let router = std::mem::take(&mut site.router);
    let most = files::connections(files::limit());
    let connections = Connections::new(most, config.connections_per_address);
    let metrics = async {
        let Some((port, handle)) = ports.metrics else { return Ok(()) };
        #[expect(clippy::cast_precision_loss, reason = "gauges are floats")]
        metrics::gauge!("gatehouse_connections_most").set(most as f64);
        figures::register(&site);
        tokio::spawn(measure(Arc::clone(&site.app), handle.clone(), stopped.clone()));
        let page = move || std::future::ready(handle.render() + &figures::process());
        Listener::new(port, connections.clone())
            .serve(Router::new().route("/metrics", get(page)), stopped.clone())
            .await
    };
    let web = async {
        let Some(port) = ports.site else { return Ok(()) };
        tracing::info!(address = %port.address()?, origin = config.origin(), "serving");
        let proxies = config.proxies();
        let listener = Listener::new(port, connections.clone()).exempt(move |address| proxies.contain(address));
        listener.serve(router, stopped.clone()).await
    };
    let tls = config.inbox.tls()?;
    let mail = futures::future::try_join_all(
        ports
            .mail
            .into_iter()
            .map(|(port, protocol)| smtp::serve(Arc::clone(&site.app), port, protocol, tls.clone(), stopped.clone())),
    );
    let jobs = async {
        if ports.work != Work::Web {
            site.runner.run(stopped.clone()).await;
        }
        Ok(())
    };
    crate::install::say_what_is_next(&site.app, &config).await;
    let served: Result<(), Fault> = tokio::try_join!(jobs, web, metrics, async { mail.await.map(drop) }).map(drop);
    stop.send_replace(true);
    let closed = Installed { site, config }.close();
    if let Err(fault) = served {
        // Whatever hangs now, the process ends.
        if let Ok(Err(second)) = tokio::time::timeout(LAST, closed).await {
            tracing::warn!(error = %second, "the stop was not clean");
        }
        return Err(fault);
    }
    closed.await?;
    tracing::info!("stopped");
    Ok(())
}

/// Open pages that listen hear that the node stops, and come back to another one: a graceful stop would wait for their answers.
async fn end_streams(app: Arc<gatehouse_context::App>, mut stopped: watch::Receiver<bool>) {
    // The sender goes with the process.
    drop(stopped.wait_for(|stopped| *stopped).await);
    app.db.news().end();
}

/// Reads the key file again soon after another process has turned the pepper.
async fn know_peppers(app: Arc<gatehouse_context::App>, mut stopped: watch::Receiver<bool>) {
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

/// Sums up the histograms, and measures the outbox's depth and age: the first thing that shows a mail server or a job in
/// trouble.
async fn measure(app: Arc<gatehouse_context::App>, handle: PrometheusHandle, mut stopped: watch::Receiver<bool>) {
    let mut round: u32 = 0;
    loop {
        handle.run_upkeep();
        if round.is_multiple_of(GAUGES) {
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
        }
        round = round.wrapping_add(1);
        tokio::select! {
            () = tokio::time::sleep(UPKEEP) => {}
            _ = stopped.changed() => return,
        }
    }
}
