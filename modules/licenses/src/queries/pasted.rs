//! Licenses by a list of codes or numbers that a clerk pastes (ux.md §5). Two statements, whatever its length.

use crate::events;
use crate::model::code::CODE;
use crate::model::decoys::Decoys;
use crate::model::pasted::Pasted;
use crate::model::search::Search;
use crate::rights::LicensesWrite;
use crate::tables::{license, license_code};
use gatehouse_context::{AuditEntry, Cx, Look, Seen};
use gatehouse_core::{Fault, Uuid};
use sea_orm::QuerySelect;
use sea_orm::entity::prelude::*;
use std::collections::HashMap;

/// What its lines name.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FoundLines {
    /// The licenses, in the order of the lines.
    pub licenses: Vec<Uuid>,
    /// The numbers of the lines that name none.
    pub missing: Vec<usize>,
}

impl Look for Pasted {
    type Right = LicensesWrite;

    /// That licenses were looked up by codes; never by which.
    fn lines(&self) -> Vec<AuditEntry> {
        vec![events::SEARCHED.entry().with(serde_json::json!({ "by": "code", "number": self.lines.len() }))]
    }
}

/// The licenses that the lines name.
pub async fn pasted(cx: &Cx, asked: &Seen<Pasted>) -> Result<FoundLines, Fault> {
    let keys = &cx.app.keys;
    let (mut lookups, mut numbers) = (Vec::new(), Vec::new());
    for (_, line) in &asked.lines {
        match line {
            Search::Code(code) => lookups.extend(keys.accepted(CODE, code.canonical())),
            Search::Number(number) => numbers.push(number.clone()),
            _ => {}
        }
    }
    cx.service::<Decoys>()?.watch(cx, &lookups);
    let of_codes: HashMap<Vec<u8>, Uuid> = license_code::Entity::find()
        .select_only()
        .columns([license_code::Column::Lookup, license_code::Column::LicenseId])
        .filter(license_code::Column::Lookup.is_in(lookups))
        .into_tuple::<(Vec<u8>, Uuid)>()
        .all(cx.read())
        .await?
        .into_iter()
        .collect();
    let of_numbers: HashMap<String, Uuid> = license::Entity::find()
        .select_only()
        .columns([license::Column::Number, license::Column::Id])
        .filter(license::Column::Number.is_in(numbers))
        .into_tuple::<(String, Uuid)>()
        .all(cx.read())
        .await?
        .into_iter()
        .collect();
    let mut found = FoundLines::default();
    for (at, line) in &asked.lines {
        let license = match line {
            Search::Code(code) => {
                keys.accepted(CODE, code.canonical()).iter().find_map(|lookup| of_codes.get(lookup)).copied()
            }
            Search::Number(number) => of_numbers.get(number).copied(),
            _ => None,
        };
        match license {
            Some(id) => found.licenses.push(id),
            None => found.missing.push(*at),
        }
    }
    Ok(found)
}
