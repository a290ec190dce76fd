//! A proof of possession is taken once (RFC 9449 §11.1): its mark is kept until it would be too old anyway.

use crate::model::dpop::Proof;
use crate::tables::proof::{ActiveModel, Column, Entity};
use gatehouse_context::Cx;
use gatehouse_core::Fault;
use sea_orm::Set;
use sea_orm::entity::prelude::*;
use sea_orm::sea_query::OnConflict;

const DOMAIN: &str = "oidc.proof";

/// Takes it; `false`: it was taken before.
pub async fn take_proof(cx: &Cx, proof: &Proof) -> Result<bool, Fault> {
    let value = format!("{} {}", proof.jkt, proof.id);
    let row = ActiveModel {
        id: Set(cx.id()),
        proof_hash: Set(cx.app.keys.lookup(DOMAIN, value.as_bytes()).to_vec()),
        expires_at: Set(proof.ends_at),
    };
    let once = OnConflict::column(Column::ProofHash).do_nothing().to_owned();
    let tx = cx.begin().await?;
    let taken = Entity::insert(row).on_conflict(once).exec_without_returning(&*tx).await? == 1;
    tx.commit().await?;
    Ok(taken)
}
