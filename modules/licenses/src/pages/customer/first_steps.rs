//! The first steps of a customer: add the code, download, activate. They end with the first activation.

use super::LIST;
use crate::queries::customer_licenses::Item;
use crate::texts;
use gatehouse_core::{Lang, Uuid};
use gatehouse_web::home::Step;
use gatehouse_web::view::*;
use std::collections::HashSet;

/// The steps; none once anything was activated.
pub(crate) fn steps(items: &[Item], with_downloads: &HashSet<Uuid>, lang: Lang) -> Vec<Step> {
    if items.iter().any(|item| item.license.first_activated_at.is_some()) {
        return Vec::new();
    }
    let t = texts(lang);
    let first = items.first().map(|item| format!("{LIST}/{}", item.license.id));
    let add = Button::link(t.msg_customer_add(), "/licenses/add").icon(Icon::Plus).primary();
    let downloads = Button::link(t.msg_nav_downloads(), "/downloads").icon(Icon::Download);
    let activate = first.map(|page| Button::link(t.msg_card_activate(), page).primary());
    // What was downloaded nobody knows: both steps are open at once.
    let has_download = items.iter().any(|item| with_downloads.contains(&item.license.product_id));
    let is_added = !items.is_empty();
    vec![
        Step { title: t.msg_step_add(), text: t.msg_step_add_text(), done: is_added, action: Some(add) },
        Step {
            title: t.msg_step_download(),
            text: t.msg_step_download_text(),
            done: is_added && !has_download,
            action: has_download.then_some(downloads),
        },
        Step { title: t.msg_step_activate(), text: t.msg_step_activate_text(), done: false, action: activate },
    ]
}
