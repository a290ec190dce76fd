//! Where the help center stands: a way in for visitors, a place of customers and of the team, and the article of every page.

use crate::lists::Articles;
use crate::model::page_map::article_of;
use crate::model::shipped::by_slug;
use crate::model::words::Audience;
use crate::pages::{HELP, of_public, of_staff};
use crate::queries::staff::waiting;
use crate::rights::LOOKERS;
use crate::texts;
use gatehouse_context::Cx;
use gatehouse_core::{Actor, Fault, async_trait};
use gatehouse_web::list::List as _;
use gatehouse_web::view::Icon;
use gatehouse_web::{Area, Figures, NavEntry, Navigation, Way};
use std::sync::Arc;

/// How many texts wait to be read over.
const WAITING: &str = "help.waiting";

pub(crate) fn register(navigation: &mut Navigation) {
    let own = NavEntry::new(|l| texts(l).msg_nav_own(), HELP, Icon::Info);
    navigation.customer.push(own.order(90));
    let of_staff = NavEntry::new(|l| texts(l).msg_nav_help(), Articles::AT, Icon::Info);
    navigation.staff.push(of_staff.area(Area::Support).roles(LOOKERS).order(70).count(WAITING));
    navigation.ways.push(Way {
        label: |l| texts(l).msg_way_help(),
        text: |l| texts(l).msg_way_help_text(),
        href: HELP,
        icon: Icon::Info,
        order: 38,
        condition: None,
    });
    navigation.figures.push(Arc::new(Waiting));
    navigation.help = Some(help_of);
}

/// The article of a page (ALL-10). What is for the team is read in its console.
fn help_of(path: &str) -> Option<String> {
    let slug = article_of(path)?;
    let shipped = by_slug(slug)?;
    Some(if shipped.audience == Audience::Staff { of_staff(slug) } else { of_public(slug) })
}

struct Waiting;

#[async_trait]
impl Figures for Waiting {
    async fn read(&self, cx: &Cx) -> Result<Vec<(&'static str, i64)>, Fault> {
        match &cx.actor {
            Actor::Staff(_) => Ok(vec![(WAITING, waiting(cx).await?)]),
            _ => Ok(Vec::new()),
        }
    }
}
