//! `/help/suggested`: what may answer a question, for the script of a form that is being filled in (SUP-18).

use super::help::SEARCHES;
use super::parts::{beginning, place, reader};
use crate::queries::search::suggested_about;
use axum::Json;
use axum::response::IntoResponse as _;
use gatehouse_core::Uuid;
use gatehouse_web::query::Asked;
use gatehouse_web::{Done, Doors, Halt, Visit};
use serde_json::json;

/// Where it is.
pub(crate) const SUGGESTED: &str = "/help/suggested";

/// The most that are suggested.
const MOST: usize = 3;

pub(super) fn doors() -> Doors {
    Doors::new().anyone(|doors| doors.get(SUGGESTED, show))
}

async fn show(visit: Visit, asked: Asked) -> Result<Done, Halt> {
    SEARCHES.check(&visit.cx)?.map_err(Halt::refused)?;
    let reader = reader(&visit);
    let product = Uuid::parse_str(&asked.get("product")).ok();
    let found = suggested_about(&visit.cx, reader, visit.lang(), &asked.get("q"), (product, MOST)).await?;
    let line = |item: &crate::queries::reading::Item| json!({ "title": item.title, "about": beginning(&item.body), "href": place(reader, item) });
    Ok(Done::from(Json(found.iter().map(line).collect::<Vec<_>>()).into_response()))
}
