//! Quillmere Joinery, Bristol: its owner deletes it, and staff can restore it for a day.

use super::mailed::token;
use super::{come, make};
use crate::demo::people::{Person, join};
use crate::demo::teller::Teller;
use crate::demo::{PASSWORD, done};
use gatehouse_companies::actions::ask_deletion::{AskDeletion, ask_deletion, shown};
use gatehouse_companies::actions::delete_company::{DeleteCompany, delete_company};
use gatehouse_companies::actions::found::NewCompany;
use gatehouse_companies::model::name::MemberName;
use gatehouse_core::{Fault, Lang, MINUTE, Uuid};

/// The owner.
const WREN: Person = ("wren@quillmere.test", "Wren Calloway", Lang::En, "GB", "Bristol", "Europe/London");
/// Works there.
const SOL: Person = ("sol@quillmere.test", "Sol Tennant", Lang::En, "GB", "Bristol", "Europe/London");

/// What a later scene comes back to.
pub(super) struct Joinery {
    company: Uuid,
    wren: Uuid,
}

/// Wren founds it, and a colleague comes.
pub(super) async fn found(teller: &Teller<'_>) -> Result<Joinery, Fault> {
    let wren = join(teller, &WREN).await?;
    let new = NewCompany {
        name: "Quillmere Joinery".into(),
        lang: "en".into(),
        country: "GB".into(),
        is_unverified: false,
        account: wren,
        owner: MemberName::new("Wren", "Calloway"),
    };
    let company = make(teller, new, &[]).await?.company;
    let sol = join(teller, &SOL).await?;
    come(teller, company, sol, MemberName::new("Sol", "Tennant"), (SOL.3, None), &[]).await?;
    Ok(Joinery { company, wren })
}

/// Wren deletes it: by the mailed link, with the password.
pub(super) async fn delete(teller: &Teller<'_>, joinery: &Joinery) -> Result<(), Fault> {
    let (cx, company) = (teller.of(joinery.wren), joinery.company);
    let asked = AskDeletion { confirm: "true".into(), shown: shown(&cx, company).await? };
    done(ask_deletion(&cx, company, &asked).await)?;
    let form = DeleteCompany {
        token: token(&cx, WREN.0).await?,
        current: PASSWORD.to_owned().into(),
        confirm: "true".into(),
        shown: asked.shown,
    };
    teller.clock.advance(5 * MINUTE);
    done(delete_company(&teller.of(joinery.wren), company, &form, None).await).map(drop)
}
