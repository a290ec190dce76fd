//! `/staff/surveys`: what people said of support, by month, product and engineer (SUP-15).

use super::rounds::ROUNDS;
use crate::lists::ratings::Ratings;
use crate::lists::reports::{By, days, mean_text};
use crate::model::figures::{Dim, date_of, mean};
use crate::model::survey::SurveyKind;
use crate::queries::figures::{Sums, by_time, by_value};
use crate::rights::{LEADS, ReportsRead};
use crate::texts;
use gatehouse_catalog::queries::products;
use gatehouse_context::May;
use gatehouse_core::day::{first_moment, last_moment};
use gatehouse_core::{Lang, Uuid};
use gatehouse_web::frames::{Panel, Sheet};
use gatehouse_web::history::staff_names;
use gatehouse_web::list::{List as _, Listed, file as list_file};
use gatehouse_web::query::{Asked, address};
use gatehouse_web::view::*;
use gatehouse_web::{Done, Doors, Halt, Staff};
use std::collections::{BTreeMap, HashMap};

pub(super) fn doors() -> Doors {
    Doors::new().staff(LEADS, |doors| doors.get(Ratings::AT, list).get(Ratings::FILE, file))
}

async fn list(staff: Staff, asked: Asked) -> Result<Done, Halt> {
    let (visit, lang) = (&staff.visit, staff.visit.lang());
    let t = texts(lang);
    let listed = Listed::of_address(visit, Ratings::of(&visit.cx).await?, &asked).await?;
    let head = PageHead::new(t.msg_ratings())
        .lede(t.msg_ratings_lede())
        .action(Button::link(t.msg_rounds(), ROUNDS).icon(Icon::Mail));
    let sheet = listed.sheet(visit, head);
    // What was said in the yearly survey stands beside its rounds.
    let is_yearly = asked.get("kind") == SurveyKind::Yearly.word();
    let sheet = if listed.is_blank() || is_yearly { sheet } else { summary(&staff, sheet, &asked).await? };
    listed.done(visit, &sheet)
}

async fn file(staff: Staff, asked: Asked) -> Result<Done, Halt> {
    list_file(&staff.visit, Ratings::of(&staff.visit.cx).await?, &asked).await
}

/// Whose ratings: of one team member, of one product, or all.
fn narrowed(asked: &Asked) -> (Dim, String) {
    let id = |name: &str| Uuid::parse_str(&asked.get(name)).ok().map(|id| id.to_string());
    match (id("engineer"), id("product")) {
        (Some(engineer), _) => (Dim::Engineer, engineer),
        (None, Some(product)) => (Dim::Product, product),
        (None, None) => (Dim::All, String::new()),
    }
}

/// By month, of whom or what and of the days that the list is narrowed to; where it is of all, by product and engineer too.
async fn summary(staff: &Staff, sheet: Sheet, asked: &Asked) -> Result<Sheet, Halt> {
    let (visit, lang) = (&staff.visit, staff.visit.lang());
    let (t, format) = (texts(lang), visit.format());
    let may: May<ReportsRead> = staff.may()?;
    let (from, until) = (asked.get("from"), asked.get("until"));
    let (from, until) = (first_moment(&from, &visit.cx.zone).ok(), last_moment(&until, &visit.cx.zone).ok());
    let days = days(&visit.cx, By::Month, from, until);
    let (dim, value) = narrowed(asked);
    let months = by_time(&may, (dim, value.as_str()), days, |day| date_of(day).strftime("%Y-%m").to_string()).await?;
    let ratings: i64 = months.values().map(Sums::ratings).sum();
    let bars = months.iter().map(|(month, sums)| (format.month(month), sums.mean().unwrap_or(0)));
    let means = months.values().map(|sums| told(sums.mean(), lang));
    let total = t.msg_ratings_total(ratings, format.number(ratings));
    let plot =
        Plot::new(lang, "plot-ratings", t.msg_ratings_plot(), total, t.msg_report_month(), bars).told(means).alone();
    let sheet = sheet.with(&plot);
    if dim != Dim::All {
        return Ok(sheet);
    }
    let by_product = by_value(&may, Dim::Product, days).await?;
    let by_engineer = by_value(&may, Dim::Engineer, days).await?;
    let products: HashMap<String, String> =
        products::all_by_name(&visit.cx).await?.into_iter().map(|(id, name)| (id.to_string(), name)).collect();
    let members = by_engineer.keys().filter_map(|id| Uuid::parse_str(id).ok());
    let members = staff_names(&visit.cx, members).await?;
    let members: HashMap<String, String> = members.into_iter().map(|(id, name)| (id.to_string(), name)).collect();
    let engineers = broken_down(lang, &t.msg_rating_engineer(), "engineer", &by_engineer, &members);
    let of_products = broken_down(lang, &t.msg_report_product(), "product", &by_product, &products);
    Ok(sheet
        .with(&Panel::new(t.msg_ratings_by_engineer()).id("engineers").table_or(engineers, t.msg_ratings_none()))
        .with(&Panel::new(t.msg_ratings_by_product()).id("products").table_or(of_products, t.msg_ratings_none())))
}

/// A mean as it is said.
pub(super) fn told(mean: Option<i64>, lang: Lang) -> String {
    mean.map_or_else(|| texts(lang).msg_rating_no(), |mean| mean_text(mean, lang))
}

/// The mean of each, and how many there are; each leads to its answers and its year.
fn broken_down(
    lang: Lang,
    head: &str,
    filter: &'static str,
    found: &BTreeMap<String, Sums>,
    names: &HashMap<String, String>,
) -> Table {
    let t = texts(lang);
    let questions = [t.msg_survey_speed(), t.msg_survey_solution(), t.msg_survey_manner()];
    let heads = [head.to_owned(), t.msg_report_rating()].into_iter().chain(questions).chain([t.msg_report_ratings()]);
    let mut table = Table::new(head, heads.map(Head::new));
    for (value, sums) in found.iter().filter(|(_, sums)| sums.ratings() > 0) {
        let first = match names.get(value) {
            Some(name) => Cell::link(name, address(Ratings::AT, &[(filter, value.as_str())])),
            None => Cell::text(t.msg_report_none()),
        };
        let means = [&sums.rating, &sums.speed, &sums.helped, &sums.manner];
        let means = means.map(|marks| Cell::number(told(mean(marks), lang)));
        table.push([first].into_iter().chain(means).chain([Cell::number(sums.ratings().to_string())]));
    }
    table
}
