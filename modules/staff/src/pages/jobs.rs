//! What waits to be done, and the schedules.

use crate::lists::{Jobs, in_words};
use crate::{queries, texts};
use gatehouse_core::Moment;
use gatehouse_web::frames::Panel;
use gatehouse_web::list::{Listed, file as list_file};
use gatehouse_web::query::Asked;
use gatehouse_web::view::*;
use gatehouse_web::{Done, Halt, JobNames, Staff};

pub(super) async fn list(staff: Staff, asked: Asked) -> Result<Done, Halt> {
    let visit = &staff.visit;
    let t = texts(visit.lang());
    let listed = Listed::of_address(visit, Jobs::of(&staff.may()?).await?, &asked).await?;
    let head = PageHead::new(t.msg_jobs_title())
        .lede(t.msg_jobs_lede())
        .action(Button::link(t.msg_dead_title(), "/staff/dead-letters").icon(Icon::Alert));
    let sheet = listed.sheet(visit, head);
    let ticks = schedules(&staff).await?;
    let sheet = if ticks.is_empty() { sheet } else { sheet.with(&Panel::new(t.msg_schedules_title()).table(ticks)) };
    listed.done(visit, &sheet)
}

pub(super) async fn file(staff: Staff, asked: Asked) -> Result<Done, Halt> {
    list_file(&staff.visit, Jobs::of(&staff.may()?).await?, &asked).await
}

async fn schedules(staff: &Staff) -> Result<Table, Halt> {
    let visit = &staff.visit;
    let (lang, t, format) = (visit.lang(), texts(visit.lang()), visit.format());
    let names = visit.cx.service::<JobNames>()?;
    let schedules = queries::schedules(&staff.may()?).await?;
    let at = |moment: Option<Moment>| moment.map_or_else(Cell::none, |at| Cell::time(&format, at));
    let heads = [t.msg_schedule(), t.msg_schedule_next(), t.msg_schedule_last()];
    Ok(Table::new(t.msg_schedules_title(), heads.map(Head::new)).rows(schedules.iter().map(|s| {
        let name = Cell::text(in_words(lang, names, &s.name)).sub(s.name.as_str());
        [name, at(Some(s.next_at)), at(s.last_at)]
    })))
}
