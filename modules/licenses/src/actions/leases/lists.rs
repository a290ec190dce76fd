//! When the newest revocation list of each product was signed (LIC-20), as this node knows.
//!
//! A list speaks of every lease up to its own moment. A lease is dated to the start of its minute, so one that is signed
//! after a list could seem to be from before it, and be revoked by what has been taken back since. So no lease is dated before
//! the newest list.

use crate::tables::revocation_list;
use gatehouse_catalog::tables::product;
use gatehouse_context::Cx;
use gatehouse_core::{Fault, Moment};
use sea_orm::entity::prelude::*;
use sea_orm::{JoinType, QuerySelect};
use std::collections::HashMap;
use std::sync::{PoisonError, RwLock};

/// The lists by the product's code, in unix seconds.
#[derive(Debug, Default)]
pub struct NewestLists(RwLock<HashMap<String, i64>>);

impl NewestLists {
    /// Notes that the product's list was signed at this moment. A moment that lies ahead was written by a clock
    /// that was ahead; one that was noted while this node's own was gives way to the next list.
    pub fn note(&self, product: &str, signed_at: Option<Moment>, now: Moment) {
        let now = now.seconds();
        let signed_at = signed_at.map(Moment::seconds);
        let Some(at) = signed_at.filter(|at| *at <= now) else { return };
        let stays = |known: i64| (at..=now).contains(&known);
        if self.newest(product).is_some_and(stays) {
            return;
        }
        let mut lists = self.0.write().unwrap_or_else(PoisonError::into_inner);
        let newest = lists.entry(product.to_owned()).or_insert(at);
        if !stays(*newest) {
            *newest = at;
        }
    }

    /// When the product's newest list was signed, in unix seconds.
    pub fn newest(&self, product: &str) -> Option<i64> {
        self.0.read().unwrap_or_else(PoisonError::into_inner).get(product).copied()
    }

    /// Reads what other nodes signed.
    pub async fn read(&self, cx: &Cx) -> Result<(), Fault> {
        let rows: Vec<(String, Moment)> = revocation_list::Entity::find()
            .select_only()
            .column(product::Column::Code)
            .column(revocation_list::Column::MadeAt)
            .join(
                JoinType::InnerJoin,
                revocation_list::Entity::belongs_to(product::Entity)
                    .from(revocation_list::Column::ProductId)
                    .to(product::Column::Id)
                    .into(),
            )
            .into_tuple()
            .all(cx.db().reserved())
            .await?;
        let now = cx.now();
        for (product, at) in rows {
            self.note(&product, Some(at), now);
        }
        Ok(())
    }
}
