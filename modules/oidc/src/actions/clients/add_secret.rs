//! Another secret of a client, so that one can take over from the other while both work (ACC-21). Who makes it sees it this once.

use super::steps::{end, held, live, make};
use crate::events::CLIENT_SECRET_ADDED;
use crate::model::client_secret::{MOST, Overlap};
use crate::queries::client_seals;
use crate::rights::{ClientsWrite, may};
use gatehouse_context::Cx;
use gatehouse_core::{OrRefuse as _, Outcome, Uuid, refuse};
use serde_json::json;

pub use super::steps::{ClientRefusal, NewSecret};

/// Makes a secret. `overlap`: how long the one of before works on, a word of [`Overlap`]; where it has an end that comes sooner, that
/// stays.
pub async fn add_secret(cx: &Cx, client: Uuid, overlap: &str) -> Outcome<NewSecret, ClientRefusal> {
    may::<ClientsWrite>(cx).or_refuse()?;
    let overlap = Overlap::from_word(overlap).ok_or(ClientRefusal::OverlapUnknown).or_refuse()?;
    let tx = cx.begin().await?;
    let key = client_seals::opener(cx, &*tx).await?;
    let row = held(&tx, &key, client).await?;
    if !row.kind.is_confidential() {
        return Err(refuse(ClientRefusal::KeepsNoSecret));
    }
    let before = live(cx, &tx, client).await?;
    // Where the old ones end at once, there is room for a new one.
    if before.len() >= MOST && overlap != Overlap::None {
        return Err(refuse(ClientRefusal::TwoSecrets));
    }
    if let Some(at) = overlap.end(cx.now()) {
        for secret in before.into_iter().filter(|secret| secret.ends_at.is_none_or(|sooner| sooner > at)) {
            end(cx, &tx, &key, secret, at).await?;
        }
    }
    let made = make(cx, &tx, &key, client).await?;
    let details = json!({ "client_overlap": overlap.word() });
    cx.audit(&tx, CLIENT_SECRET_ADDED.about(client).with(details)).await?;
    cx.once(&tx, made.id).await?;
    tx.commit().await?;
    Ok(made)
}
