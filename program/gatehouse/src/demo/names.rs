//! The domains of the demo's companies are below `test`, which no name server of the world knows (RFC 6761 §6.2): while an installation with the
//! demo content runs, one on this machine answers for them, so that what a company has proven stays proven.

use super::companies::NameServer;
use super::is_here;
use crate::config::Config;
use gatehouse_companies::queries::domains::proven_below;
use gatehouse_context::Cx;
use gatehouse_core::Fault;
use gatehouse_domains::{Challenge, Names};
use gatehouse_web::Site;

/// The name below which the demo's domains are.
const DEMO: &str = "test";

/// The demo's names are answered until this is dropped.
pub struct DemoNames {
    _server: NameServer,
}

/// Answers for the domains that the demo's companies have proven; all others below `test` have no record. Names elsewhere are asked as ever.
/// `None`: there is no demo content, or others can come, where it is not loaded.
pub async fn answer_names(site: &Site, config: &Config) -> Result<Option<DemoNames>, Fault> {
    if config.opening().is_some() || !is_here(&site.app.db).await? {
        return Ok(None);
    }
    let cx = Cx::program(&site.app, "demo");
    let server = NameServer::start().await?;
    for claim in proven_below(&cx, DEMO).await? {
        server.set(&Challenge::record_name(&claim.domain), claim.challenge.record_value());
    }
    cx.service::<Names>()?.ask_below(DEMO, server.address());
    Ok(Some(DemoNames { _server: server }))
}
