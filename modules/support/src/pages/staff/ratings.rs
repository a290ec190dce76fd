//! `/staff/surveys`: what people said of support, by month, product and engineer; `/staff/surveys/rounds`: the yearly survey (SUP-15).

use crate::actions::survey_rounds::{start_round, stop_round};
use crate::lists::ratings::Ratings;
use crate::lists::reports::mean_text;
use crate::model::figures::{Dim, date_of, day_of};
use crate::model::survey::RoundState;
use crate::queries::figures::{Days, Sums, by_time, by_value};
use crate::queries::ratings::{Round, rounds};
use crate::rights::{LEADS, ReportsRead};
use crate::texts;
use gatehouse_catalog::queries::products;
use gatehouse_context::May;
use gatehouse_core::{Lang, Uuid};
use gatehouse_web::frames::{Panel, PanelForm, Sheet};
use gatehouse_web::history::staff_names;
use gatehouse_web::list::{List as _, Listed, file as list_file};
use gatehouse_web::query::{Asked, Ids, address};
use gatehouse_web::view::*;
use gatehouse_web::{Confirmed, Done, Doors, Halt, Posted, Staff, UnlessBroken as _};
use std::collections::{BTreeMap, HashMap};

/// Where rounds are.
const ROUNDS: &str = "/staff/surveys/rounds";
/// Days whose ratings stand in plot and tables.
const LATELY: i64 = 365;

pub(super) fn doors() -> Doors {
    Doors::new().staff(LEADS, |doors| {
        doors
            .get(Ratings::AT, list)
            .get(Ratings::FILE, file)
            .form(ROUNDS, show_rounds, start)
            .post("/staff/surveys/rounds/{id}/stop", stop)
    })
}

async fn list(staff: Staff, asked: Asked) -> Result<Done, Halt> {
    let (visit, lang) = (&staff.visit, staff.visit.lang());
    let t = texts(lang);
    let listed = Listed::of_address(visit, Ratings::of(&visit.cx).await?, &asked).await?;
    let head = PageHead::new(t.msg_ratings())
        .lede(t.msg_ratings_lede())
        .action(Button::link(t.msg_rounds(), ROUNDS).icon(Icon::Mail));
    let sheet = listed.sheet(visit, head);
    let sheet = if listed.is_blank() { sheet } else { summary(&staff, sheet).await? };
    listed.done(visit, &sheet)
}

async fn file(staff: Staff, asked: Asked) -> Result<Done, Halt> {
    list_file(&staff.visit, Ratings::of(&staff.visit.cx).await?, &asked).await
}

/// The year by month, product and engineer.
async fn summary(staff: &Staff, sheet: Sheet) -> Result<Sheet, Halt> {
    let (visit, lang) = (&staff.visit, staff.visit.lang());
    let (t, format) = (texts(lang), visit.format());
    let may: May<ReportsRead> = staff.may()?;
    let today = day_of(visit.cx.now(), &visit.cx.app.settings.vendor_zone());
    let days = Days { first: today - LATELY, last: today };
    let months = by_time(&may, (Dim::All, ""), days, |day| date_of(day).strftime("%Y-%m").to_string()).await?;
    let ratings: i64 = months.values().map(Sums::ratings).sum();
    let bars = months.iter().map(|(month, sums)| (format.month(month), sums.mean().unwrap_or(0)));
    let means = months.values().map(|sums| told(sums, lang));
    let total = t.msg_ratings_total(ratings, format.number(ratings));
    let plot =
        Plot::new(lang, "plot-ratings", t.msg_ratings_plot(), total, t.msg_report_month(), bars).told(means).alone();
    let by_product = by_value(&may, Dim::Product, days).await?;
    let by_engineer = by_value(&may, Dim::Engineer, days).await?;
    let products: HashMap<String, String> =
        products::all_by_name(&visit.cx).await?.into_iter().map(|(id, name)| (id.to_string(), name)).collect();
    let members = by_engineer.keys().filter_map(|id| Uuid::parse_str(id).ok());
    let members = staff_names(&visit.cx, members).await?;
    let members: HashMap<String, String> = members.into_iter().map(|(id, name)| (id.to_string(), name)).collect();
    let engineers = broken_down(lang, t.msg_rating_engineer(), "engineer", &by_engineer, &members);
    let of_products = broken_down(lang, t.msg_report_product(), "product", &by_product, &products);
    Ok(sheet
        .with(&plot)
        .with(&Panel::new(t.msg_ratings_by_engineer()).id("engineers").table_or(engineers, t.msg_ratings_none()))
        .with(&Panel::new(t.msg_ratings_by_product()).id("products").table_or(of_products, t.msg_ratings_none())))
}

fn told(sums: &Sums, lang: Lang) -> String {
    sums.mean().map_or_else(|| texts(lang).msg_rating_no(), |mean| mean_text(mean, lang))
}

/// The mean of each, and how many there are; each leads to its answers.
fn broken_down(
    lang: Lang,
    head: String,
    filter: &'static str,
    found: &BTreeMap<String, Sums>,
    names: &HashMap<String, String>,
) -> Table {
    let t = texts(lang);
    let heads = [head.clone(), t.msg_report_rating(), t.msg_report_ratings()].map(Head::new);
    let mut table = Table::new(head.as_str(), heads);
    for (value, sums) in found.iter().filter(|(_, sums)| sums.ratings() > 0) {
        let first = match names.get(value) {
            Some(name) => Cell::link(name, address(Ratings::AT, &[(filter, value)])),
            None => Cell::text(t.msg_report_none()),
        };
        table.push([first, Cell::number(told(sums, lang)), Cell::number(sums.ratings().to_string())]);
    }
    table
}

async fn show_rounds(staff: Staff) -> Result<Done, Halt> {
    staff.visit.show(&rounds_page(&staff, &FormErrors::new()).await?)
}

async fn rounds_page(staff: &Staff, errors: &FormErrors) -> Result<Sheet, Halt> {
    let (visit, lang, format) = (&staff.visit, staff.visit.lang(), staff.visit.format());
    let t = texts(lang);
    let all = rounds(&staff.may()?).await?;
    let names = staff_names(&visit.cx, all.iter().map(|round| round.row.started_by)).await?;
    let heads = [t.msg_round_started(), t.msg_status(), t.msg_round_asked(), t.msg_round_answered()].map(Head::new);
    let mut table = Table::new(t.msg_rounds(), heads.into_iter().chain([Head::actions(lang)]));
    for Round { row, answered, waiting } in &all {
        let by = names.get(&row.started_by).cloned().unwrap_or_default();
        let goes_on = row.state == RoundState::Running || (row.state == RoundState::Done && *waiting > 0);
        let state = match row.state {
            RoundState::Stopped => Badge::new(Tone::Warn, t.msg_round_stopped()),
            _ if goes_on => Badge::new(Tone::Info, t.msg_round_running()),
            _ => Badge::new(Tone::Good, t.msg_round_done()),
        };
        let day = format.date(row.started_at);
        let stop = Button::post(t.msg_round_stop(), format!("{ROUNDS}/{}/stop", row.id)).about(day).small().danger();
        table.push([
            Cell::date(&format, row.started_at).sub(by),
            Cell::badge(&state),
            Cell::number(format.number(row.asked)),
            Cell::number(format.number(*answered)),
            Cell::actions(Some(stop).filter(|_| goes_on)),
        ]);
    }
    let sure = Confirm::new(t.msg_round_text(), t.msg_round_tick(), t.msg_round_start()).errors(errors);
    let form = PanelForm::new(ROUNDS).titled("start", t.msg_round_new()).unguarded().field(&sure);
    let head = PageHead::new(t.msg_rounds()).lede(t.msg_rounds_lede()).crumbs(lang, [(t.msg_ratings(), Ratings::AT)]);
    let sheet = Sheet::new(visit, t.msg_rounds(), head)
        .errors(errors)
        .with(&Panel::new("").id("rounds").table_or(table, t.msg_rounds_none()));
    let is_running = all.iter().any(|round| round.row.state == RoundState::Running);
    Ok(if is_running { sheet } else { sheet.with(&form) })
}

async fn start(staff: Staff, Posted(sure): Posted<Confirmed>) -> Result<Done, Halt> {
    let visit = &staff.visit;
    let started = start_round(&visit.cx, sure.is_ticked()).await;
    let done = async |_| Ok(visit.go_saying(ROUNDS, texts(visit.lang()).msg_round_begun()));
    visit.answer(started, done, async |errors: FormErrors| rounds_page(&staff, &errors).await).await
}

async fn stop(staff: Staff, Ids([id]): Ids<1>) -> Result<Done, Halt> {
    match stop_round(&staff.visit.cx, id).await.unless_broken()? {
        Ok(()) => Ok(staff.visit.go_saying(ROUNDS, texts(staff.visit.lang()).msg_round_ended())),
        Err(refusal) => Err(Halt::refused(refusal)),
    }
}
