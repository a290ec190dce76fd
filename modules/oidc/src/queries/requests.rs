//! Authorization requests on their way.

use crate::model::request::Asked;
use crate::tables::request::{Column, Entity};
use gatehouse_context::{Cx, subject};
use gatehouse_core::{Fault, Moment, Uuid};
use gatehouse_signin::token;
use sea_orm::entity::prelude::*;

/// What keeps the hashes of their tokens apart.
pub(crate) const DOMAIN: &str = "oidc.request";
/// Where they are sealed.
pub(crate) const PLACE: &str = "oidc_request.asked_sealed";

/// One of them.
#[derive(Clone, Debug)]
pub struct Found {
    /// Its row.
    pub id: Uuid,
    /// The client's row.
    pub client: Uuid,
    /// What is asked.
    pub asked: Asked,
    /// A browser has brought it.
    pub is_opened: bool,
    /// When it came.
    pub began_at: Moment,
}

/// The request with this token, unless it has ended.
pub async fn find<C: ConnectionTrait>(cx: &Cx, conn: &C, text: &str) -> Result<Option<Found>, Fault> {
    if !token::is_plausible(text) {
        return Ok(None);
    }
    let hashes = token::hashes(cx, DOMAIN, text);
    let row = Entity::find().filter(Column::TokenHash.is_in(hashes)).one(conn).await?;
    let Some(row) = row.filter(|row| row.expires_at > cx.now()) else { return Ok(None) };
    let key = subject::key(cx, conn, subject::INSTALLATION).await?;
    let asked = serde_json::from_slice(&key.open(PLACE, row.id, &row.asked_sealed)?)?;
    Ok(Some(Found { id: row.id, client: row.client, asked, is_opened: row.is_opened, began_at: row.created_at }))
}
