//! What support has on the staff's home page: what waits.

use crate::lists::staff_requests::Requests;
use crate::queries::staff_requests::{COUNTED, numbers};
use crate::rights::LOOKERS;
use crate::texts;
use gatehouse_web::home::Attention;
use gatehouse_web::list::List as _;
use gatehouse_web::query::address;
use gatehouse_web::view::*;
use gatehouse_web::{Halt, Home, Staff};

/// The numbers of the day, and what must not wait.
pub(crate) async fn waiting(staff: &Staff, home: &mut Home) -> Result<(), Halt> {
    if !staff.is_any_of(LOOKERS) {
        return Ok(());
    }
    let (t, format) = (texts(staff.visit.lang()), staff.visit.format());
    let found = numbers(&staff.may()?).await?;
    let whole = |n: u64| i64::try_from(n).unwrap_or(i64::MAX);
    let count = |n: u64| {
        let shown = format.number(whole(n));
        if n < COUNTED { shown } else { format!("{shown}+") }
    };
    let list = |filter: &[(&str, &str)]| address(Requests::AT, filter);
    let tile = |label: String, n: u64, href: String| Tile::new(label, count(n)).href(href);
    home.tiles.push((5, tile(t.msg_staff_tile_waiting(), found.waiting, list(&[("status", "awaiting_me")]))));
    home.tiles.push((6, tile(t.msg_staff_tile_nobodys(), found.nobodys, list(&[("whose", "nobody")]))));
    home.tiles.push((7, tile(t.msg_staff_tile_mine(), found.mine, list(&[("whose", "mine")]))));
    let mut need = |tone, title: String, text: String, href: String| {
        let action = Button::link(t.msg_staff_show(), href);
        home.attention.push(Attention { tone, title, text, action });
    };
    if found.critical > 0 {
        need(Tone::Bad, t.msg_staff_need_critical(whole(found.critical)), t.msg_staff_need_critical_text(), list(&[]));
    }
    if found.late > 0 {
        let href = list(&[("late", "true")]);
        need(Tone::Warn, t.msg_staff_need_late(whole(found.late)), t.msg_staff_need_late_text(), href);
    }
    Ok(())
}
