//! `/licenses/renewals`: the renewal center (LIC-8), also of a company; `/licenses/{license}/renewal`: how one license is renewed, and the switch of
//! automatic renewal.

use super::license::may_change;
use super::seller_first::SellerFirst;
use crate::actions::switch_auto_renewal::{SwitchAutoRenewal, switch_auto_renewal};
use crate::lists::{CompanyRenewals, ENDING, Renewals, renewal_badge, shop_button, status_badge};
use crate::model::auto_renewal::{Wish, WishState, consent, next_renewal};
use crate::model::behalf::Behalf;
use crate::model::shop_links::ShopAct;
use crate::pages::behalf::Whose;
use crate::pages::company::{manager, renewal_groups, way_to_company};
use crate::queries::customer_license::{self, CustomerLicense};
use crate::queries::renewals::{Standing, standing};
use crate::queries::renewals_by_date::by_date;
use crate::queries::{cards, customer_licenses};
use crate::tables::auto_renewal;
use crate::texts;
use gatehouse_core::{Lang, Uuid};
use gatehouse_db::PageRequest;
use gatehouse_l10n::Format;
use gatehouse_web::frames::{Actions, Panel, PanelForm, Paragraph, Sheet, Split};
use gatehouse_web::list::{List, Listed, file as list_file};
use gatehouse_web::query::{Asked, Ids};
use gatehouse_web::view::*;
use gatehouse_web::{Customer, Done, Doors, Halt, Posted, Scope};
use serde::Deserialize;

pub(super) fn doors() -> Doors {
    Doors::new().owners(|doors| {
        doors.get(Renewals::AT, list).get(Renewals::FILE, file).form("/licenses/{license}/renewal", show, switch)
    })
}

async fn list(customer: Customer, asked: Asked) -> Result<Done, Halt> {
    let (cx, account) = (&customer.visit.cx, customer.session.account);
    if matches!(customer.scope, Scope::Personal) {
        return shown(&customer, Renewals { account }, &asked, None).await;
    }
    let by = manager(&customer).await?;
    let groups = by_date(cx, &by).await?;
    let at = customer.scope.path(Renewals::AT);
    let panel = renewal_groups::panel(&groups, &at, &customer.visit.format(), cx.now());
    shown(&customer, CompanyRenewals::of(cx, by, &customer.scope).await?, &asked, panel).await
}

/// `groups`: what stands below the list.
async fn shown<L: List>(customer: &Customer, list: L, asked: &Asked, groups: Option<Panel>) -> Result<Done, Halt> {
    let (visit, whose) = (&customer.visit, Whose::of(customer).await?);
    let (t, lang) = (texts(visit.lang()), visit.lang());
    let at = list.at().into_owned();
    let listed = Listed::of_address(visit, list, asked).await?;
    let lede = match whose.behalf {
        Behalf::Own => t.msg_renewals_lede(),
        Behalf::Company(_) => t.msg_renewals_lede_company(),
    };
    let head = whose.list_head(lang, t.msg_renewals_title()).lede(lede);
    let ending = customer_licenses::ending_soon(&visit.cx, whose.holder).await?;
    let notice = (ending > 0).then(|| {
        let notice = Notice::warn(t.msg_customer_ending_soon(ending));
        notice.action(t.msg_customer_ending_show(), format!("{at}?status={ENDING}"))
    });
    let sheet = listed.sheet(visit, head).notices(notice);
    let sheet = groups.iter().fold(sheet, Sheet::with);
    listed.done(visit, &sheet)
}

async fn file(customer: Customer, asked: Asked) -> Result<Done, Halt> {
    let (visit, scope) = (&customer.visit, &customer.scope);
    match scope {
        Scope::Personal => list_file(visit, Renewals { account: customer.session.account }, &asked).await,
        Scope::Company(_) => {
            list_file(visit, CompanyRenewals::of(&visit.cx, manager(&customer).await?, scope).await?, &asked).await
        }
    }
}

/// The switch as it was sent.
#[derive(Default, Deserialize)]
#[serde(default)]
struct Typed {
    wish: String,
    confirm: String,
}

async fn page(customer: &Customer, id: Uuid, errors: &FormErrors) -> Result<Sheet, Halt> {
    let (visit, account, whose) = (&customer.visit, customer.session.account, Whose::of(customer).await?);
    let (t, lang, format) = (texts(visit.lang()), visit.lang(), visit.format());
    let request = PageRequest { size: 1, ..PageRequest::default() };
    let held = customer_license::find(&visit.cx, (whose.holder, account), id, &request).await?;
    let held = held.ok_or(Halt::NotFound)?;
    let standing = standing(&visit.cx, &held.license).await?;
    // A company's licenses are not paid with somebody's own card.
    let card = match whose.behalf {
        Behalf::Own => cards::own(&visit.cx, account).await?,
        Behalf::Company(_) => None,
    };
    let mut switch = switch_panel(&standing, errors, &format);
    // A card that expires first ends what is switched on.
    if let (Some(saved), Some(renews)) = (card, standing.row.as_ref().and_then(|row| next_renewal(row, visit.cx.now())))
        && saved.card.ends_at()? < renews
    {
        switch = switch.with(&Notice::warn(t.msg_auto_renewal_card_ends(saved.card.printed_end())));
    }
    let title = t.msg_renewal_title();
    let badge = status_badge(&held.license, visit.cx.now(), lang);
    let head = whose.head(lang, &title, held.product.name.clone(), id).badge(badge);
    let split = Split::new().main(&by_hand(&held, customer)).main(&switch);
    let split = other_codes(&held, &whose, lang)
        .iter()
        .fold(split, Split::main)
        .beside(&SellerFirst::new(&standing.sold_by).panel(lang));
    Ok(Sheet::new(visit, title, head).errors(errors).with(&split))
}

/// How it is renewed by hand: in the shop, with the license's number in the link.
fn by_hand(held: &CustomerLicense, customer: &Customer) -> Panel {
    let (visit, license) = (&customer.visit, &held.license);
    let (t, lang) = (texts(visit.lang()), visit.lang());
    let panel = Panel::new(t.msg_renewal_by_hand()).id("renew");
    let panel = match license.ends_at {
        Some(at) => panel.text(t.msg_renewal_ends(visit.format().date(at))),
        None => panel.text(t.msg_renewal_not_begun()),
    };
    let shop = held.shop();
    let act = shop.due(license, lang, visit.cx.now()).or_else(|| shop.renewal(license, lang).map(ShopAct::Renew));
    match act {
        Some(act) => panel.text(t.msg_renewal_in_shop()).with(&Actions::new([shop_button(act, lang).primary()])),
        None => panel.text(t.msg_renewal_at_seller()),
    }
}

/// What can be done with a code that was bought ahead (LIC-19).
fn other_codes(held: &CustomerLicense, whose: &Whose, lang: Lang) -> Option<Panel> {
    let (t, page) = (texts(lang), whose.page(held.license.id));
    may_change(&held.license).then(|| {
        let reserve = Button::link(t.msg_reserve_add(), format!("{page}/reserve"));
        let merge = Button::link(t.msg_merge(), format!("{page}/merge"));
        Panel::new(t.msg_life_title()).text(t.msg_life_text()).with(&Actions::new([reserve, merge]))
    })
}

/// How automatic renewal stands, and the button that changes it.
fn switch_panel(standing: &Standing, errors: &FormErrors, format: &Format) -> Panel {
    let lang = format.lang();
    let (t, row) = (texts(lang), standing.row.as_ref());
    let is_on = row.is_some_and(|row| row.is_on);
    let mut panel = Panel::new(t.msg_auto_renewal()).id("auto").with(&renewal_badge(row, lang));
    panel = told(panel, row, standing.sold_by.name(), format);
    if let Some(manage) = &standing.manage {
        let open = Button::link(t.msg_auto_renewal_manage(), manage.clone()).icon(Icon::External).new_tab();
        panel = panel.text(t.msg_auto_renewal_manage_text()).with(&Actions::new([open]));
    }
    // What waits can be taken back by wishing the opposite.
    let wished = row.and_then(|row| row.wish).unwrap_or_else(|| Wish::of(is_on));
    panel.with(&match wished {
        Wish::On => PanelForm::new("")
            .alone()
            .field(&Field::hidden("wish", Wish::Off.word()))
            .button(Button::submit(t.msg_auto_renewal_turn_off())),
        Wish::Off => PanelForm::new("")
            .alone()
            .field(&Field::hidden("wish", Wish::On.word()))
            .field(&Paragraph::new(consent(lang, standing.sold_by.name())))
            .field(&Checkbox::new("confirm", t.msg_auto_renewal_agree()).errors(errors))
            .button(Button::submit(t.msg_auto_renewal_turn_on())),
    })
}

/// What is true, and how far a wish is.
fn told(panel: Panel, row: Option<&auto_renewal::Model>, seller: &str, format: &Format) -> Panel {
    let t = texts(format.lang());
    let Some(row) = row else { return panel.text(t.msg_auto_renewal_off_text()) };
    let panel = match (row.is_on, row.renews_at) {
        (true, Some(at)) => panel.text(t.msg_auto_renewal_next(format.date(at))),
        (true, None) => panel.text(t.msg_auto_renewal_on_text()),
        (false, _) => panel.text(t.msg_auto_renewal_off_text()),
    };
    let seller = if seller.is_empty() { t.msg_auto_renewal_the_shop() } else { seller.to_owned() };
    let wish = row.wish.map(|wish| wish.name(format.lang())).unwrap_or_default();
    let notice = match row.state {
        WishState::None => return panel,
        WishState::Asked | WishState::Sent => Notice::info(t.msg_auto_renewal_sent_text(&wish, &seller)),
        WishState::Unconfirmed => Notice::warn(t.msg_auto_renewal_unconfirmed_text(&wish, &seller)),
        WishState::Refused => Notice::warn(t.msg_auto_renewal_refused_text(&seller)),
    };
    panel.with(&notice)
}

/// A license that is their company's leads there: mails name one address for all holders.
async fn show(customer: Customer, Ids([id]): Ids<1>) -> Result<Done, Halt> {
    if matches!(customer.scope, Scope::Personal)
        && customer_license::held(&customer.visit.cx, customer.session.account, id).await?.is_none()
        && let Some(way) = way_to_company(&customer, id).await?
    {
        return Ok(customer.visit.go(&format!("{way}/renewal")));
    }
    customer.visit.show(&page(&customer, id, &FormErrors::new()).await?)
}

async fn switch(customer: Customer, Ids([id]): Ids<1>, Posted(typed): Posted<Typed>) -> Result<Done, Halt> {
    let visit = &customer.visit;
    let (t, whose) = (texts(visit.lang()), Whose::of(&customer).await?);
    // Another word is an old or foreign form: off, which costs nobody anything.
    let wish = Wish::from_word(&typed.wish).unwrap_or(Wish::Off);
    let input = SwitchAutoRenewal { behalf: whose.behalf, license: id, wish, is_agreed: typed.confirm == "true" };
    let switched = switch_auto_renewal(&visit.cx, input).await;
    let done = async |_| Ok(visit.go_saying(&format!("{}/renewal", whose.page(id)), t.msg_auto_renewal_wish_taken()));
    visit.answer(switched, done, async |errors| page(&customer, id, &errors).await).await
}
