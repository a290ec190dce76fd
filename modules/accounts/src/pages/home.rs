//! `/` for visitors, and `/home` for customers: what the modules have for them.

use super::sign_in;
use crate::lists::Activity;
use crate::queries::contacts;
use crate::texts;
use gatehouse_brand::Link;
use gatehouse_context::Reader;
use gatehouse_context::audit::{self, AuditFilter};
use gatehouse_core::async_trait;
use gatehouse_db::PageRequest;
use gatehouse_web::frames::{Front, HomePage};
use gatehouse_web::history::who;
use gatehouse_web::list::List as _;
use gatehouse_web::view::*;
use gatehouse_web::{Customer, Done, Events, Halt, Home, HomeParts, Homes, Navigation, Scope, Visit};

/// Lines of the account's activity on its home page.
const RECENT: u64 = 5;

/// The public front; who is signed in starts at home.
pub async fn front(visit: Visit) -> Result<Done, Halt> {
    if visit.customer.is_some() {
        return Ok(visit.go(visit.cx.service::<Navigation>()?.start()));
    }
    let t = texts(visit.lang());
    let vendor = gatehouse_brand::of(&visit.cx.app);
    let front = Front::new(&visit, t.msg_front_title(vendor.name.as_str()), t.msg_front_lede()).await?;
    let front = match vendor.link(Link::Help) {
        None => {
            let (label, text) = (t.msg_front_recover(), t.msg_front_recover_text());
            front.way(Icon::Help, label, text, "/forgot-password".to_owned())
        }
        Some(help) => front.way(Icon::Help, t.msg_front_help(), t.msg_front_help_text(), help.to_owned()),
    };
    let form = sign_in::blank(&visit, "");
    let fields = Markup::of(&sign_in::fields(&visit, &form, &FormErrors::new())?);
    let front = front.card(t.msg_sign_in_title(), &fields.then(&sign_in::by_passkey(&visit, &form)));
    visit.show(&front.below(t.msg_sign_in_new(), t.msg_register(), sign_in::register_address(&form)))
}

/// The home page: each card comes from a module.
pub async fn home(customer: Customer) -> Result<Done, Halt> {
    let visit = &customer.visit;
    if let Scope::Company(_) = customer.scope {
        // A company's first page is its own, and the cards here are the person's.
        return Err(Halt::GoTo(customer.scope.path("")));
    }
    let home = visit.cx.service::<Homes>()?.of_customer(&customer).await?;
    let t = texts(visit.lang());
    let name = contacts::greeted(&visit.cx, visit.cx.read(), customer.session.account, visit.lang()).await?;
    let title = name.map_or_else(|| t.msg_home_hello(), |name| t.msg_home_hello_name(name.as_str()));
    let empty = Empty::new(Icon::Home, t.msg_home_empty(), t.msg_home_empty_text());
    visit.show(&HomePage::new(visit, t.msg_home(), PageHead::new(title), home, Some(empty)))
}

/// What accounts have on the home page: what happened lately.
pub(crate) struct Recent;

#[async_trait]
impl HomeParts for Recent {
    async fn customer(&self, customer: &Customer, home: &mut Home) -> Result<(), Halt> {
        let (cx, lang, format) = (&customer.visit.cx, customer.visit.lang(), customer.visit.format());
        let request = PageRequest { size: RECENT, ..PageRequest::default() };
        let filter = AuditFilter { account: Some(customer.session.account), ..AuditFilter::default() };
        let lines = audit::list(cx, &filter, &request).await?;
        let events = cx.service::<Events>()?;
        home.recent.extend(lines.items.iter().map(|line| {
            let event = events.find(&line.kind);
            let title = event.map_or_else(|| texts(lang).msg_activity_other(), |event| (event.text)(lang));
            let tone = event.map_or(Tone::Neutral, |event| event.tone);
            Entry::new(tone, title, &format, line.at).who(who(&line.actor_kind, Reader::Holder, lang))
        }));
        home.all_recent = Some(Button::link(texts(lang).msg_home_all_activity(), Activity::AT).small().quiet());
        Ok(())
    }
}
