//! `/staff`: where staff arrive. What is there comes from the modules, by role; the console itself knows its jobs, and what belongs to
//! setting it up.

use crate::queries;
use crate::queries::webhooks::paused_webhooks;
use crate::texts;
use gatehouse_context::{Cx, Settings};
use gatehouse_core::{MINUTE, Role, async_trait};
use gatehouse_jobs::outbox;
use gatehouse_web::frames::HomePage;
use gatehouse_web::home::{Attention, Task};
use gatehouse_web::view::*;
use gatehouse_web::{Done, Halt, Home, HomeParts, Homes, Staff};

pub(super) async fn show(staff: Staff) -> Result<Done, Halt> {
    let visit = &staff.visit;
    let t = texts(visit.lang());
    let home = visit.cx.service::<Homes>()?.of_staff(&staff).await?;
    let head = PageHead::new(t.msg_home_hello(staff.session.label.as_str())).lede(t.msg_home_lede());
    let empty = Empty::new(Icon::Home, t.msg_home_empty(), t.msg_home_empty_text())
        .action(Button::link(t.msg_search(), super::search::PATH).icon(Icon::Search));
    visit.show(&HomePage::new(visit, t.msg_home(), head, home, Some(empty)))
}

/// What the console itself has on the home page.
pub(crate) struct OfConsole;

#[async_trait]
impl HomeParts for OfConsole {
    async fn staff(&self, staff: &Staff, home: &mut Home) -> Result<(), Halt> {
        if !staff.session.roles.contains(&Role::Administrator) {
            return Ok(());
        }
        jobs(staff, home).await?;
        webhooks(staff, home).await?;
        home.tasks.extend(tasks(staff).await?);
        Ok(())
    }
}

/// What waits, and what was given up.
async fn jobs(staff: &Staff, home: &mut Home) -> Result<(), Halt> {
    let (t, format) = (texts(staff.visit.lang()), staff.visit.format());
    let (waiting, dead, oldest) = outbox::depth(&staff.visit.cx).await?;
    let count = |n: u64| format.number(i64::try_from(n).unwrap_or(i64::MAX));
    home.tiles.extend([
        (70, Tile::new(t.msg_tile_waiting(), count(waiting)).href("/staff/jobs")),
        (80, Tile::new(t.msg_tile_dead(), count(dead)).href("/staff/dead-letters")),
        (90, Tile::new(t.msg_tile_oldest(), t.msg_minutes(oldest / MINUTE)).href("/staff/jobs")),
    ]);
    if dead > 0 {
        home.attention.push(Attention {
            tone: Tone::Warn,
            title: t.msg_need_dead(i64::try_from(dead).unwrap_or(i64::MAX)),
            text: t.msg_dead_lede(),
            action: Button::link(t.msg_need_dead_open(), "/staff/dead-letters"),
        });
    }
    Ok(())
}

/// Webhooks that are paused: what they are told waits for somebody.
async fn webhooks(staff: &Staff, home: &mut Home) -> Result<(), Halt> {
    let paused = paused_webhooks(&staff.may()?).await?;
    if paused > 0 {
        let t = texts(staff.visit.lang());
        home.attention.push(Attention {
            tone: Tone::Warn,
            title: t.msg_need_webhooks(i64::try_from(paused).unwrap_or(i64::MAX)),
            text: t.msg_need_webhooks_text(),
            action: Button::link(t.msg_need_webhooks_open(), "/staff/webhooks?state=broken"),
        });
    }
    Ok(())
}

/// What belongs to setting the installation up.
async fn tasks(staff: &Staff) -> Result<Vec<Task>, Halt> {
    let (cx, t): (&Cx, _) = (&staff.visit.cx, texts(staff.visit.lang()));
    let (settings, usual) = (&cx.app.settings, Settings::default());
    let task = |order, title, text, done, href| Task { order, title, text, done, href };
    let has_brand = gatehouse_brand::of(&cx.app).is_named;
    let has_mail = !settings.development && settings.mail_from != usual.mail_from;
    let has_second = queries::administrators(&staff.may()?).await? > 1;
    let has_backup = queries::was_backed_up(&staff.may()?).await?;
    Ok(vec![
        task(10, t.msg_task_brand(), t.msg_task_brand_text(), has_brand, Some(super::brand::PATH)),
        task(20, t.msg_task_mail(), t.msg_task_mail_text(), has_mail, None),
        task(40, t.msg_task_second(), t.msg_task_second_text(), has_second, Some("/staff/members/new")),
        task(50, t.msg_task_backup(), t.msg_task_backup_text(), has_backup, None),
    ])
}
