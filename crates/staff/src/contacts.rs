//! Names and addresses of staff, opened. Other modules ask [`names`] to show who did something.

use crate::model::email;
use crate::tables::{api_key, staff};
use gatehouse_core::{Fault, Uuid};
use gatehouse_db::{Cx, SubjectKey, subject};
use sea_orm::ConnectionTrait;
use sea_orm::entity::prelude::*;
use std::collections::HashMap;

pub(crate) const NAME: &str = "staff.name_sealed";
pub(crate) const EMAIL: &str = "staff.email_sealed";
pub(crate) const SECRET: &str = "staff.totp_secret_sealed";
pub(crate) const OFFERED: &str = "staff_session.totp_secret_sealed";

/// A member with what is sealed opened; therefore without `Debug`.
#[derive(Clone)]
pub struct Member {
    /// The row.
    pub row: staff::Model,
    /// His name.
    pub name: String,
    /// His address.
    pub email: String,
}

/// Where an address is found.
pub(crate) fn email_lookup(cx: &Cx, address: &str) -> Vec<u8> {
    cx.app.keys.lookup("staff.email", email::normalized(address).as_bytes()).to_vec()
}

/// Opens a member's name and address.
pub(crate) fn open(key: &SubjectKey, row: staff::Model) -> Result<Member, Fault> {
    let name = key.open_text(NAME, row.id, &row.name_sealed)?;
    let email = key.open_text(EMAIL, row.id, &row.email_sealed)?;
    Ok(Member { row, name, email })
}

pub(crate) async fn name_of<C: ConnectionTrait>(cx: &Cx, conn: &C, row: &staff::Model) -> Result<String, Fault> {
    subject::key(cx, conn, row.id).await?.open_text(NAME, row.id, &row.name_sealed)
}

/// The names behind ids of staff members and of API keys, for "who" in audit lines and histories. Ids that are
/// neither are missing from the answer.
pub async fn names<C: ConnectionTrait>(cx: &Cx, conn: &C, ids: &[Uuid]) -> Result<HashMap<Uuid, String>, Fault> {
    let mut ids = ids.to_vec();
    ids.sort_unstable();
    ids.dedup();
    let mut found = HashMap::with_capacity(ids.len());
    for part in ids.chunks(500) {
        let rows = staff::Entity::find().filter(staff::Column::Id.is_in(part.iter().copied())).all(conn).await?;
        let members: Vec<Uuid> = rows.iter().map(|row| row.id).collect();
        let keys = subject::keys(cx, conn, &members).await?;
        for row in rows {
            if let Some(key) = keys.get(&row.id) {
                found.insert(row.id, key.open_text(NAME, row.id, &row.name_sealed)?);
            }
        }
        for row in api_key::Entity::find().filter(api_key::Column::Id.is_in(part.iter().copied())).all(conn).await? {
            found.insert(row.id, row.name);
        }
    }
    Ok(found)
}
