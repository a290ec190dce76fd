//! How an activation code is found and kept (LIC-4): by keyed hash, and sealed under its order's key.

use crate::generate::{CODE, CODE_PLACE, LAST_GROUP};
use crate::people::BUYER;
use gatehouse_accounts::model::email::normalized;
use gatehouse_core::{Fault, Uuid};
use gatehouse_db::peppers::{self, Lasting};
use gatehouse_db::{App, Keys, SubjectKey};
use gatehouse_formats::ActivationCode;
use std::sync::Arc;

/// What a code can lie under in the column `license_code.lookup`: one value for each pepper that is known.
pub fn lookups(keys: &Keys, code: &ActivationCode) -> Vec<Vec<u8>> {
    keys.accepted(CODE, code.canonical())
}

/// Moves the look-ups of all codes and of all buyers' addresses to another pepper.
pub async fn move_lookups(app: &Arc<App>, to: i64) -> Result<u64, Fault> {
    let codes = Lasting { name: CODE, table: "license_code", subject: "purchase_id", sealed: "code_sealed" };
    let moved = peppers::move_all(app, to, codes, |keys, text| {
        let code = ActivationCode::parse(text)?;
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
    Ok(moved + more)
}

/// The same in the column `license_code.last_group_lookup`, by the last five symbols in any case.
pub fn last_group_lookups(keys: &Keys, group: &str) -> Vec<Vec<u8>> {
    keys.accepted(LAST_GROUP, group.to_ascii_uppercase().as_bytes())
}

/// The code of a row, for its owner.
pub fn open(key: &SubjectKey, id: Uuid, sealed: &[u8]) -> Result<ActivationCode, Fault> {
    let text = zeroize::Zeroizing::new(key.open_text(CODE_PLACE, id, sealed)?);
    Ok(ActivationCode::parse(&text)?)
}
