//! What Prometheus is told of every answer: how long it took, by route, method and class of status; and how many there were of
//! each status. Every name is looked up once: a lease renewal would feel more.

use axum::http::{Method, StatusCode};
use metrics::{Counter, Histogram};
use std::collections::HashMap;
use std::sync::{OnceLock, PoisonError, RwLock};
use std::time::Duration;

const METHODS: [&str; 8] = ["GET", "POST", "HEAD", "PUT", "PATCH", "DELETE", "OPTIONS", "other"];
const CLASSES: [&str; 6] = ["1xx", "2xx", "3xx", "4xx", "5xx", "other"];
const STATUSES: usize = 600;

/// By method and class of status.
type OfRoute = Box<[[OnceLock<Histogram>; CLASSES.len()]; METHODS.len()]>;

/// The figures of one site.
pub(crate) struct Times {
    routes: RwLock<HashMap<String, OfRoute>>,
    statuses: Vec<OnceLock<Counter>>,
}

impl Default for Times {
    fn default() -> Self {
        Self { routes: RwLock::default(), statuses: (0..STATUSES).map(|_| OnceLock::new()).collect() }
    }
}

impl Times {
    pub(crate) fn record(&self, route: &str, method: &Method, status: StatusCode, taken: Duration) {
        let code = usize::from(status.as_u16());
        if let Some(counter) = self.statuses.get(code) {
            let responses = || metrics::counter!("gatehouse_http_responses_total", "status" => code.to_string());
            counter.get_or_init(responses).increment(1);
        }
        let method = METHODS.iter().position(|known| *known == method.as_str()).unwrap_or(METHODS.len() - 1);
        let class = (code / 100).checked_sub(1).map_or(CLASSES.len() - 1, |class| class.min(CLASSES.len() - 1));
        let seconds = taken.as_secs_f64();
        let histogram = || {
            metrics::histogram!(
                "gatehouse_http_request_duration_seconds",
                "route" => route.to_owned(), "method" => METHODS[method], "status" => CLASSES[class],
            )
        };
        if let Some(of) = self.routes.read().unwrap_or_else(PoisonError::into_inner).get(route) {
            return of[method][class].get_or_init(histogram).record(seconds);
        }
        let mut routes = self.routes.write().unwrap_or_else(PoisonError::into_inner);
        routes.entry(route.to_owned()).or_default()[method][class].get_or_init(histogram).record(seconds);
    }
}
