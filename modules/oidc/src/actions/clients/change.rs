//! Changes what is said of a client (ACC-21): where people are sent, what it may ask for. What it runs on stays, because on that hangs
//! whether it proves itself by a secret. Somebody else's change of the meantime is not overwritten.

use super::fields::{ClientInput, read};
use super::steps::{held, is_at_home, opened, put, store};
use crate::events::CLIENT_CHANGED;
use crate::queries::client_seals;
use crate::queries::clients::note_of;
use crate::rights::{ClientsWrite, may};
use crate::tables::client::Model;
use gatehouse_context::Cx;
use gatehouse_core::{OrRefuse as _, Outcome, Uuid, refuse};
use serde_json::json;

pub use super::steps::ClientRefusal;

/// Changes a client that is still at `expected` (`None`: whatever it is at).
pub async fn change(cx: &Cx, id: Uuid, expected: Option<i64>, input: &ClientInput) -> Outcome<Uuid, ClientRefusal> {
    may::<ClientsWrite>(cx).or_refuse()?;
    let tx = cx.begin().await?;
    let key = client_seals::opener(cx, &*tx).await?;
    let before = held(&tx, &key, id).await?;
    if expected.is_some_and(|version| version != before.version) {
        return Err(refuse(ClientRefusal::Stale));
    }
    let facts = read(input, before.kind, is_at_home(cx)).or_refuse()?;
    let is_other_note = note_of(&key, &before) != facts.note;
    let mut after = before.clone();
    put(cx, &key, &mut after, facts)?;
    let mut changed = changed(&before, &after);
    if is_other_note {
        changed.push("note");
    }
    if !changed.is_empty() {
        // What a client was sent away from tells who looks for a mistake, or for a theft.
        let gone = gone(&opened(&before)?.redirect_uris, &opened(&after)?.redirect_uris);
        let details = json!({ "client_fields": changed, "client_uris_gone": gone });
        store(cx, &tx, &key, after).await?;
        cx.audit(&tx, CLIENT_CHANGED.about(id).with(details)).await?;
    }
    cx.once(&tx, id).await?;
    tx.commit().await?;
    Ok(id)
}

fn changed(before: &Model, after: &Model) -> Vec<&'static str> {
    let all = [
        ("name", before.name != after.name),
        ("redirect_uris", before.redirect_uris != after.redirect_uris),
        ("post_logout_redirect_uris", before.post_logout_redirect_uris != after.post_logout_redirect_uris),
        ("backchannel_logout_uri", before.backchannel_logout_uri != after.backchannel_logout_uri),
        ("scopes", before.scopes != after.scopes),
        ("id_token_alg", before.id_token_alg != after.id_token_alg),
        ("require_par", before.require_par != after.require_par),
        ("first_party", before.first_party != after.first_party),
        ("products", before.products != after.products),
    ];
    all.into_iter().filter_map(|(field, is_other)| is_other.then_some(field)).collect()
}

fn gone(before: &[String], after: &[String]) -> Vec<String> {
    before.iter().filter(|uri| !after.contains(uri)).cloned().collect()
}
