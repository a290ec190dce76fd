//! Ostermoor Freight, London: users with each right and in each state, invitations that were answered in every way, a logo, licenses, and
//! somebody who asks to join.

use super::mailed::token;
use super::{Made, add, come, make, register_with, visitor};
use crate::demo::done;
use crate::demo::people::{EMIL, KARL, Person, Vendor, join};
use crate::demo::statements::{self, Published};
use crate::demo::story::{Customers, numbered};
use crate::demo::teller::{Sale, Teller};
use gatehouse_companies::actions::block::block;
use gatehouse_companies::actions::change_settings::{Settings, change_settings};
use gatehouse_companies::actions::found::NewCompany;
use gatehouse_companies::actions::invitations::decline::decline;
use gatehouse_companies::actions::invitations::fill_in::fill_in;
use gatehouse_companies::actions::invitations::invite::{Invite, invite};
use gatehouse_companies::actions::invitations::withdraw::withdraw;
use gatehouse_companies::actions::remove_member::remove_member;
use gatehouse_companies::actions::set_logo::set_logo;
use gatehouse_companies::model::joining_form::Typed;
use gatehouse_companies::model::name::MemberName;
use gatehouse_companies::model::rights::{CompanyRight, Rights};
use gatehouse_companies::tables::company;
use gatehouse_core::{Fault, HOUR, Lang, MINUTE, Uuid};
use gatehouse_db::sea_orm::EntityTrait as _;
use gatehouse_signin::Browser;

/// Answers requests, and manages users.
const INA: Person = ("ina@ostermoor.test", "Ina Pohl", Lang::En, "DE", "Hamburg", "Europe/Berlin");
/// Manages licenses.
const VERA: Person = ("vera@ostermoor.test", "Вера Щукина", Lang::Ru, "KZ", "Алматы", "Asia/Almaty");
/// Was let go, and does not know it yet.
const PIETER: Person = ("pieter@ostermoor.test", "Pieter Hoekstra", Lang::En, "NL", "Rotterdam", "Europe/Amsterdam");
/// Has the license's code, and asks to join.
const TESS: Person = ("tess@ostermoor.test", "Tess Aldridge", Lang::En, "GB", "Essex", "Europe/London");

/// Whose invitation is in which state.
const EXPIRED: &str = "otis@ostermoor.test";
const LAPSED: &str = "greta@ostermoor.test";
const SENT: &str = "nils@ostermoor.test";
const REGISTERED: &str = "hugo@ostermoor.test";
const DECLINED: &str = "mara@ostermoor.test";
const WITHDRAWN: &str = "odd@ostermoor.test";

const LOGO: &[u8] = include_bytes!("../pictures/ostermoor.png");

/// What later scenes come back to.
pub(super) struct Freight {
    made: Made,
    code: String,
    karl: Uuid,
    pieter: Uuid,
}

impl Freight {
    fn hamburg(&self) -> Option<Uuid> {
        self.made.branches.last().copied()
    }
}

/// Dana founds it with a license, and two colleagues come; two more are invited.
pub(super) async fn found(teller: &Teller<'_>, office: &Vendor, who: &Customers) -> Result<Freight, Fault> {
    let freight = NewCompany {
        name: "Ostermoor Freight".into(),
        lang: "en".into(),
        country: "GB".into(),
        is_unverified: false,
        account: who.dana,
        owner: MemberName::new("Dana", "Whitfield"),
    };
    let made = make(teller, freight, &["London", "Hamburg"]).await?;
    let sale = |number, product, edition, seats| Sale {
        number,
        licensee: "Ostermoor Freight Ltd",
        product,
        edition,
        seats,
        ..Sale::default()
    };
    let code = teller.buy(&office.shop, &sale("S-10885", "lantern", "business", 40)).await?;
    add(teller, who.dana, made.company, &code).await?;
    teller.devices(&code, "lantern", numbered("terminal", 3, "windows")).await?;
    let drawings = teller.buy(&office.shop, &sale("S-10886", "studio", "team", 10)).await?;
    add(teller, who.dana, made.company, &drawings).await?;
    teller.clock.advance(HOUR);
    let hamburg = made.branches.last().copied();
    let rights = [CompanyRight::SeeRequests];
    let karl =
        come(teller, made.company, who.karl, MemberName::new("Karl", "Nowitz"), (KARL.3, hamburg), &rights).await?;
    let pieter = join(teller, &PIETER).await?;
    let name = MemberName::new("Pieter", "Hoekstra");
    let rights = [CompanyRight::SeeRequests, CompanyRight::AnswerRequests];
    let pieter = come(teller, made.company, pieter, name, (PIETER.3, hamburg), &rights).await?;
    let freight = Freight { made, code, karl, pieter };
    let invited: [(&str, &[CompanyRight]); 2] = [(EXPIRED, &[]), (LAPSED, &[CompanyRight::ManageLicenses])];
    for (email, rights) in invited {
        invite_one(teller, who, &freight, email, rights).await?;
    }
    Ok(freight)
}

async fn invite_one(
    teller: &Teller<'_>,
    who: &Customers,
    freight: &Freight,
    email: &str,
    rights: &[CompanyRight],
) -> Result<Uuid, Fault> {
    teller.clock.advance(MINUTE);
    let input = Invite { email: email.into(), rights: Rights::of(rights), branch: freight.hamburg(), lang: Lang::En };
    done(invite(&teller.of(who.dana), freight.made.company, &input).await)
}

/// Fills in the form of the newest invitation to an address.
async fn fill(teller: &Teller<'_>, email: &str, (first, last): (&str, &str)) -> Result<(), Fault> {
    let link = token(&teller.cx(), email).await?;
    let typed = Typed {
        first_name: first.into(),
        last_name: last.into(),
        country: "GB".into(),
        zone: "Europe/London".into(),
        ..Typed::default()
    };
    let cx = visitor(teller, "198.51.100.61", Lang::En);
    done(fill_in(&cx, &link, &typed, &Browser::unknown()).await).map(drop)
}

/// Greta fills hers in, and does not set a password in the seven days that she has.
pub(super) async fn filled_in_and_forgotten(teller: &Teller<'_>) -> Result<(), Fault> {
    fill(teller, LAPSED, ("Greta", "Marsh")).await
}

/// Karl has left.
pub(super) async fn remove(teller: &Teller<'_>, who: &Customers, freight: &Freight) -> Result<(), Fault> {
    done(remove_member(&teller.of(who.dana), freight.made.company, freight.karl, true).await)
}

/// Pieter is blocked; who has a license's code asks from now on; the company has a logo.
pub(super) async fn look_after(teller: &Teller<'_>, who: &Customers, freight: &Freight) -> Result<(), Fault> {
    let (cx, company) = (teller.of(who.dana), freight.made.company);
    done(block(&cx, company, freight.pieter).await)?;
    teller.clock.advance(MINUTE);
    let row = company::Entity::find_by_id(company).one(cx.read()).await?;
    let version = row.map_or(1, |row| row.version);
    let settings = Settings { join_by_license: "approve".into(), lang: "en".into(), version, ..Settings::default() };
    done(change_settings(&teller.of(who.dana), company, &settings).await)?;
    teller.clock.advance(MINUTE);
    done(set_logo(&teller.of(who.dana), company, LOGO).await)
}

/// Four invitations: one waits, one is filled in, one declined, one taken back.
pub(super) async fn invite_some(teller: &Teller<'_>, who: &Customers, freight: &Freight) -> Result<(), Fault> {
    invite_one(teller, who, freight, SENT, &[CompanyRight::UseContract]).await?;
    invite_one(teller, who, freight, REGISTERED, &[]).await?;
    fill(teller, REGISTERED, ("Hugo", "Linden")).await?;
    invite_one(teller, who, freight, DECLINED, &[CompanyRight::SeeRequests]).await?;
    let link = token(&teller.cx(), DECLINED).await?;
    done(decline(&visitor(teller, "198.51.100.62", Lang::En), &link).await)?;
    let odd = invite_one(teller, who, freight, WITHDRAWN, &[]).await?;
    done(withdraw(&teller.of(who.dana), freight.made.company, odd).await)
}

/// Emil, Ina and Vera come; Tess asks.
pub(super) async fn come_in(
    teller: &Teller<'_>,
    freight: &Freight,
    emil: Uuid,
    statement: Published,
) -> Result<(), Fault> {
    use CompanyRight::{InviteUsers, ManageLicenses, ManageUsers, SeeRequests, UserNotices};
    let (company, hamburg) = (freight.made.company, freight.hamburg());
    come(teller, company, emil, MemberName::new("Emil", "Brandt"), (EMIL.3, hamburg), &[ManageLicenses]).await?;
    let ina = join(teller, &INA).await?;
    statements::accept(teller, ina, statement).await?;
    let rights = [ManageUsers, InviteUsers, SeeRequests, UserNotices];
    come(teller, company, ina, MemberName::new("Ina", "Pohl"), (INA.3, hamburg), &rights).await?;
    let vera = join(teller, &VERA).await?;
    come(teller, company, vera, MemberName::new("Вера", "Щукина"), (VERA.3, None), &[ManageLicenses]).await?;
    teller.clock.advance(HOUR);
    let what = ("Ostermoor Freight", freight.code.as_str());
    register_with(teller, "198.51.100.63", &TESS, ("Tess", "Aldridge"), what).await
}
