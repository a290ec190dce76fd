//! `/staff/surveys/rounds`: the yearly survey (SUP-15): its rounds, what was said in each, and how one begins and is stopped.

use super::ratings::told;
use crate::actions::survey_rounds::{start_round, stop_round};
use crate::lists::ratings::Ratings;
use crate::model::survey::{RoundState, SHOWN_FROM, SurveyKind};
use crate::queries::ratings::{Round, rounds};
use crate::rights::LEADS;
use crate::texts;
use gatehouse_core::Lang;
use gatehouse_l10n::Format;
use gatehouse_web::frames::{Panel, PanelForm, Sheet};
use gatehouse_web::history::staff_names;
use gatehouse_web::list::List as _;
use gatehouse_web::query::{Ids, address};
use gatehouse_web::view::*;
use gatehouse_web::{Confirmed, Done, Doors, Halt, Posted, Staff, UnlessBroken as _};

/// Where rounds are.
pub(super) const ROUNDS: &str = "/staff/surveys/rounds";

pub(super) fn doors() -> Doors {
    Doors::new()
        .staff(LEADS, |doors| doors.form(ROUNDS, show_rounds, start).post("/staff/surveys/rounds/{id}/stop", stop))
}

async fn show_rounds(staff: Staff) -> Result<Done, Halt> {
    staff.visit.show(&rounds_page(&staff, &FormErrors::new()).await?)
}

async fn rounds_page(staff: &Staff, errors: &FormErrors) -> Result<Sheet, Halt> {
    let (visit, lang, format) = (&staff.visit, staff.visit.lang(), staff.visit.format());
    let t = texts(lang);
    let all = rounds(&staff.may()?).await?;
    let names = staff_names(&visit.cx, all.iter().map(|round| round.row.started_by)).await?;
    let heads =
        [t.msg_round_started(), t.msg_status(), t.msg_round_asked(), t.msg_round_answered(), t.msg_report_rating()];
    let mut table = Table::new(t.msg_rounds(), heads.map(Head::new).into_iter().chain([Head::actions(lang)]));
    for round in &all {
        let by = names.get(&round.row.started_by).cloned().unwrap_or_default();
        table.push(row(round, by, &format, lang));
    }
    let sure = Confirm::new(t.msg_round_text(), t.msg_round_tick(), t.msg_round_start()).errors(errors);
    let form = PanelForm::new(ROUNDS).titled("start", t.msg_round_new()).unguarded().field(&sure);
    let mut head =
        PageHead::new(t.msg_rounds()).lede(t.msg_rounds_lede()).crumbs(lang, [(t.msg_ratings(), Ratings::AT)]);
    if all.iter().any(|round| round.answered >= SHOWN_FROM) {
        let answers = address(Ratings::AT, &[("kind", SurveyKind::Yearly.word())]);
        head = head.action(Button::link(t.msg_round_answers(), answers).icon(Icon::Good));
    }
    let mut sheet = Sheet::new(visit, t.msg_rounds(), head)
        .errors(errors)
        .with(&Panel::new("").id("rounds").table_or(table, t.msg_rounds_none()));
    if let Some(plot) = plot(&all, &format, lang) {
        sheet = sheet.with(&plot);
    }
    let is_running = all.iter().any(|round| round.row.state == RoundState::Running);
    Ok(if is_running { sheet } else { sheet.with(&form) })
}

/// A round: who began it and when, how far it is, and what was said in it.
fn row(round: &Round, by: String, format: &Format, lang: Lang) -> [Cell; 6] {
    let t = texts(lang);
    let Round { row, answered, mean, waiting } = round;
    let goes_on = row.state == RoundState::Running || (row.state == RoundState::Done && *waiting > 0);
    let state = match row.state {
        RoundState::Stopped => Badge::new(Tone::Warn, t.msg_round_stopped()),
        _ if goes_on => Badge::new(Tone::Info, t.msg_round_running()),
        _ => Badge::new(Tone::Good, t.msg_round_done()),
    };
    let rating = if *answered < SHOWN_FROM { t.msg_round_few(SHOWN_FROM) } else { told(*mean, lang) };
    let day = format.date(row.started_at);
    let stop = Button::post(t.msg_round_stop(), format!("{ROUNDS}/{}/stop", row.id)).about(day).small().danger();
    [
        Cell::date(format, row.started_at).sub(by),
        Cell::badge(&state),
        Cell::number(format.number(row.asked)),
        Cell::number(format.number(*answered)),
        Cell::text(rating),
        Cell::actions(Some(stop).filter(|_| goes_on)),
    ]
}

/// The mean of each round, the oldest first; none before one can be shown.
fn plot(all: &[Round], format: &Format, lang: Lang) -> Option<Plot> {
    let t = texts(lang);
    let shown: Vec<(&Round, i64)> = all.iter().rev().filter_map(|round| Some((round, round.mean?))).collect();
    if shown.is_empty() {
        return None;
    }
    let bars = shown.iter().map(|(round, mean)| (format.date(round.row.started_at), *mean));
    let means = shown.iter().map(|(_, mean)| told(Some(*mean), lang));
    let plot =
        Plot::new(lang, "plot-rounds", t.msg_rounds_plot(), t.msg_report_rating_text(), t.msg_round_started(), bars);
    Some(plot.told(means).alone())
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
