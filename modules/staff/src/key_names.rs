//! What API keys are called, under seal (PRI-13): whoever makes one may name a partner or a colleague. A key outlives the
//! member who made it, so the installation's own key seals.

use crate::tables::api_key::Model;
use gatehouse_context::old_columns::{self, Empty, OldColumn};
use gatehouse_context::{App, Cx, subject};
use gatehouse_core::{Fault, Personal, Uuid};
use gatehouse_seal::SubjectKey;
use sea_orm::ConnectionTrait;
use std::sync::Arc;

/// Where names lay open before.
pub const OLD: [OldColumn; 1] =
    [OldColumn { table: "api_key", old: "name", empty: Empty::Text, sealed: "name_sealed", subject: None }];
/// What the move of them is called.
pub const SEALED: &str = "staff.key_names";
const PLACE: &str = "api_key.name_sealed";

/// Seals what lay open in a database of an earlier version. The installation's key is there by then.
pub(crate) async fn seal_old(app: &Arc<App>) -> Result<(), Fault> {
    old_columns::seal(app, SEALED, &OLD).await.map(drop)
}

/// The key that opens names.
pub(crate) async fn opener<C: ConnectionTrait>(cx: &Cx, conn: &C) -> Result<SubjectKey, Fault> {
    subject::key(cx, conn, subject::INSTALLATION).await
}

/// Seals the name of a new key.
pub(crate) fn seal(cx: &Cx, opener: &SubjectKey, id: Uuid, name: &str) -> Result<Vec<u8>, Fault> {
    opener.seal(cx.app.random.as_ref(), PLACE, id, name.as_bytes())
}

/// What a key is called. One whose name does not open has its first letters: a row that somebody changed must not keep an
/// administrator from the list in which he revokes it.
pub(crate) fn name_of(opener: &SubjectKey, row: &Model) -> Personal<String> {
    let opened = row.name_sealed.as_ref().map(|sealed| opener.open_text(PLACE, row.id, sealed));
    let name = match opened {
        Some(Ok(name)) => name,
        Some(Err(fault)) => {
            tracing::error!(%fault, id = %row.id, "the name of an API key opens nothing");
            format!("{}…", row.prefix)
        }
        None => format!("{}…", row.prefix),
    };
    Personal(name)
}
