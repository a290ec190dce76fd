//! The versions of statements. A published one is never changed: people answered it.

use crate::inventory::STATEMENTS;
use gatehouse_core::Moment;
use gatehouse_core::personal::PersonalData;
use gatehouse_db::stored_words;
use sea_orm::entity::prelude::*;

/// Where a version stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum VersionState {
    /// It is written, and nobody but staff sees it.
    Draft,
    /// It is in force from its moment on.
    Published,
}

stored_words!(VersionState { Draft = "draft", Published = "published" });

/// One version; its texts stand in `statement_text`.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel, PersonalData)]
#[sea_orm(table_name = "statement_version")]
#[personal(purpose = "Statements that customers are asked to accept")]
pub struct Model {
    /// UUID v7.
    #[sea_orm(primary_key, auto_increment = false)]
    #[holds(STATEMENTS)]
    pub id: Uuid,
    /// Of this statement.
    #[holds(STATEMENTS)]
    pub statement_id: Uuid,
    /// From 1.
    #[holds(STATEMENTS)]
    pub number: i64,
    /// `draft` or `published`.
    #[holds(STATEMENTS)]
    pub state: VersionState,
    /// Whether it has to be accepted before the portal is used.
    #[holds(STATEMENTS)]
    pub required: bool,
    /// Whether those who accepted an earlier version are asked again.
    #[holds(STATEMENTS)]
    pub asks_again: bool,
    /// Codes of countries (ISO 3166-1) between commas, in their order; empty: everywhere.
    #[holds(STATEMENTS)]
    pub countries: String,
    /// When it was begun.
    #[holds(STATEMENTS)]
    pub created_at: Moment,
    /// From when on it is in force; null: a draft.
    #[holds(STATEMENTS)]
    pub published_at: Option<Moment>,
    /// Goes up with each change of a draft.
    #[holds(STATEMENTS)]
    pub revision: i64,
}

gatehouse_db::no_relations!();
