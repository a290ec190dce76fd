//! The guard: counters that survive a clock that was ahead, and the human check.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test fails loudly")]

mod counters;
mod human;

use gatehouse_context::{App, Cx, Services};
use gatehouse_testkit::{TestEngine, World};
use std::sync::Arc;

async fn world(engine: TestEngine) -> World {
    World::new(engine, Vec::new()).await
}

/// The same installation in another process: its own memory, the same rows and keys.
fn another_node(cx: &Cx) -> Cx {
    let app = &cx.app;
    let mut services = Services::default();
    gatehouse_guard::services(&mut services, Arc::clone(&app.clock), true);
    let other = App {
        db: app.db.clone(),
        clock: Arc::clone(&app.clock),
        random: Arc::clone(&app.random),
        ids: Default::default(),
        keys: app.keys.clone(),
        settings: app.settings.clone(),
        listeners: gatehouse_context::Listeners::default(),
        services,
        looks: Default::default(),
        job_wakeup: Arc::default(),
    };
    Cx { app: Arc::new(other), ..cx.clone() }
}
