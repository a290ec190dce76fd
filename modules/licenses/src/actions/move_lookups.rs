//! Moves the look-ups of activation codes, of buyers and of devices when the pepper is rotated (PRI-13).

use super::move_devices::move_devices;
use crate::model::buyer::BUYER;
use crate::model::code::{CODE, LAST_GROUP};
use crate::model::decoys;
use gatehouse_address::normalized;
use gatehouse_context::App;
use gatehouse_context::peppers::{self, Lasting};
use gatehouse_core::Fault;
use gatehouse_formats::ActivationCode;
use std::sync::Arc;

/// Moves the look-ups of all codes, of all buyers' addresses and of all devices to another pepper.
pub async fn move_lookups(app: &Arc<App>, to: i64) -> Result<u64, Fault> {
    let codes = Lasting { name: CODE, table: "license_code", subject: "purchase_id", sealed: "code_sealed" };
    // A decoy's row must not come to lie under the hash of its code: then it would be a code. It is spent, and laid anew.
    let decoys = decoys::all(&app.keys)?;
    let moved = peppers::move_all(app, to, codes, |keys, text| {
        let code = ActivationCode::parse(text)?;
        let is_decoy = keys.accepted(CODE, code.canonical()).iter().find_map(|lookup| decoys.get(lookup));
        if let Some(number) = is_decoy {
            let (lookup, last_group) = decoys::spent_mark(keys, to, *number)?;
            return Ok(vec![("lookup", lookup), ("last_group_lookup", last_group)]);
        }
        Ok(vec![
            ("lookup", keys.lookup_under(to, CODE, code.canonical())?),
            ("last_group_lookup", keys.lookup_under(to, LAST_GROUP, code.last_group().as_bytes())?),
        ])
    })
    .await?;
    let buyers = Lasting { name: BUYER, table: "purchase", subject: "id", sealed: "buyer_email_sealed" };
    let more = peppers::move_all(app, to, buyers, |keys, email| {
        Ok(vec![("buyer_lookup", keys.lookup_under(to, BUYER, normalized(email).as_bytes())?)])
    })
    .await?;
    Ok(moved + more + move_devices(app, to).await?)
}
