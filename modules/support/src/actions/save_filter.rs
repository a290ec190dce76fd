//! A member of the staff keeps what they look for often, for themself or for all (SUP-17).

use crate::rights::{NotAllowed, RequestsRead, may};
use crate::tables::saved_filter::{Column, Entity, Model};
use gatehouse_catalog::model::input::{Invalid, NAME, Reader};
use gatehouse_context::Cx;
use gatehouse_core::{OrRefuse as _, Outcome, Refusal, Uuid, refuse};
use gatehouse_web::rights::member;
use sea_orm::IntoActiveModel as _;
use sea_orm::entity::prelude::*;

/// The most filters of one member.
const MOST: u64 = 50;

/// Why it is not kept.
#[derive(Clone, Debug, PartialEq, Eq, Refusal)]
pub enum FilterRefusal {
    /// The member of the staff may not.
    NotAllowed(NotAllowed),
    /// Fields are wrong.
    Invalid(Invalid),
    /// They have one with this name.
    #[refusal(409, "filter.taken", refusal_filter_taken, field = "name")]
    Taken,
    /// They have as many as one can.
    #[refusal(409, "filter.too_many", refusal_filter_too_many)]
    TooMany,
    /// There is no such filter of theirs.
    #[refusal(404, "filter.not_found", refusal_filter_not_found)]
    NotFound,
}

/// What is kept.
#[derive(Clone, Debug, Default)]
pub struct SaveFilter {
    /// Its name.
    pub name: String,
    /// The filters, as they stand in the address of the list.
    pub query: String,
    /// Colleagues have it too.
    pub shared: bool,
}

/// Keeps it; returns its id.
pub async fn save_filter(cx: &Cx, input: &SaveFilter) -> Outcome<Uuid, FilterRefusal> {
    let may = may::<RequestsRead>(cx).or_refuse()?;
    let staff = member(cx).or_refuse()?;
    let mut reader = Reader::default();
    let name = reader.line("name", &input.name, NAME);
    let query = reader.optional_line("query", &input.query, 1_000);
    reader.finish(()).or_refuse()?;
    let tx = may.begin().await?;
    let own = || Entity::find().filter(Column::StaffId.eq(staff));
    if own().filter(Column::Name.eq(name.as_str())).one(&*tx).await?.is_some() {
        return Err(refuse(FilterRefusal::Taken));
    }
    let count = own().count(&*tx).await?;
    if count >= MOST {
        return Err(refuse(FilterRefusal::TooMany));
    }
    let place = i64::try_from(count).unwrap_or(i64::MAX);
    let row = Model { id: cx.id(), staff_id: staff, name, query, shared: input.shared, place, version: 1 };
    let id = row.id;
    Entity::insert(row.into_active_model()).exec_without_returning(&*tx).await?;
    tx.commit().await?;
    Ok(id)
}

/// Forgets one of one's own.
pub async fn drop_filter(cx: &Cx, id: Uuid) -> Outcome<(), FilterRefusal> {
    let may = may::<RequestsRead>(cx).or_refuse()?;
    let staff = member(cx).or_refuse()?;
    let tx = may.begin().await?;
    let gone = Entity::delete_many().filter(Column::Id.eq(id)).filter(Column::StaffId.eq(staff)).exec(&*tx).await?;
    if gone.rows_affected == 0 {
        return Err(refuse(FilterRefusal::NotFound));
    }
    tx.commit().await?;
    Ok(())
}
