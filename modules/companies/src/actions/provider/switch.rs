//! The owner turns the company's own sign-in on and off, demands it of everybody, or removes it (COM-14). Nobody is removed by any of it.

use super::mark;
use crate::enter;
use crate::events::{SSO_OFF, SSO_ON, SSO_OPTIONAL, SSO_REMOVED, SSO_REQUIRED};
use crate::mails::owner_notice::{self, About};
use crate::model::states::OidcState;
use crate::queries::provider::of_company;
use crate::refusals::EnterRefusal;
use crate::rights::{Locked, Owner};
use crate::tables::{company, company_oidc};
use gatehouse_accounts::contacts;
use gatehouse_context::Cx;
use gatehouse_core::{Fault, Outcome, Refusal, Uuid, refuse};
use gatehouse_db::Tx;
use gatehouse_federation::CompanyProvider;
use sea_orm::ExprTrait;
use sea_orm::entity::prelude::*;

/// What the owner wants.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Switch {
    /// People can come in by it.
    On,
    /// They cannot.
    Off,
    /// They must.
    Require,
    /// They need not.
    DoNotRequire,
    /// It goes, and with it who was known there.
    Remove,
}

impl Switch {
    /// From a form.
    #[must_use]
    pub fn from_word(word: &str) -> Option<Self> {
        Some(match word {
            "on" => Self::On,
            "off" => Self::Off,
            "require" => Self::Require,
            "optional" => Self::DoNotRequire,
            "remove" => Self::Remove,
            _ => return None,
        })
    }
}

/// Why nothing was changed.
#[derive(Clone, Debug, PartialEq, Eq, Refusal)]
pub enum SwitchRefusal {
    /// Only the owner.
    Enter(EnterRefusal),
    /// There is none.
    #[refusal(409, "sso.none", sso_none)]
    None,
    /// The owner has not come back from it within the last hour.
    #[refusal(409, "sso.untested", sso_untested)]
    Untested,
    /// It is off.
    #[refusal(409, "sso.off", sso_off)]
    Off,
    /// The owner has no second step, and would have no way in when the provider is down.
    #[refusal(409, "sso.owner_factor", sso_owner_factor)]
    OwnerFactor,
}

/// Does it.
pub async fn switch(cx: &Cx, company: Uuid, wanted: Switch) -> Outcome<(), SwitchRefusal> {
    let tx = cx.begin().await?;
    let (by, company) = enter::<Owner>(cx, &tx, company).await.map_err(|stop| stop.map(SwitchRefusal::Enter))?;
    let row = of_company(&*tx, company.id()).await?;
    let Some(row) = row else { return Err(refuse(SwitchRefusal::None)) };
    let (event, about) = match wanted {
        Switch::On => {
            if !CompanyProvider::may_go_on(row.tested_at, cx.now()) {
                return Err(refuse(SwitchRefusal::Untested));
            }
            set_state(&tx, row.id, OidcState::On).await?;
            (SSO_ON, About::SignInOn)
        }
        Switch::Off => {
            set_state(&tx, row.id, OidcState::Tested).await?;
            require(&tx, &company, false).await?;
            mark::forget_sessions(&tx, row.id).await?;
            (SSO_OFF, About::SignInOff)
        }
        Switch::Require => {
            if row.state != OidcState::On {
                return Err(refuse(SwitchRefusal::Off));
            }
            if !contacts::has_second_step(&*tx, by.account()).await? {
                return Err(refuse(SwitchRefusal::OwnerFactor));
            }
            require(&tx, &company, true).await?;
            (SSO_REQUIRED, About::Required(true))
        }
        Switch::DoNotRequire => {
            require(&tx, &company, false).await?;
            (SSO_OPTIONAL, About::Required(false))
        }
        Switch::Remove => {
            require(&tx, &company, false).await?;
            mark::forget_sessions(&tx, row.id).await?;
            mark::forget_identities(&tx, row.id).await?;
            company_oidc::Entity::delete_by_id(row.id).exec(&*tx).await?;
            (SSO_REMOVED, About::SignInOff)
        }
    };
    cx.audit(&tx, event.about(company.id())).await?;
    owner_notice::queue(cx, &tx, &company, about).await?;
    tx.commit().await?;
    Ok(())
}

async fn set_state(tx: &Tx, id: Uuid, state: OidcState) -> Result<(), Fault> {
    use company_oidc::{Column, Entity};
    let change = Entity::update_many().col_expr(Column::State, Expr::value(state));
    let change = change.col_expr(Column::Version, ExprTrait::add(Expr::col(Column::Version), 1));
    change.filter(Column::Id.eq(id)).exec(&**tx).await?;
    Ok(())
}

async fn require(tx: &Tx, company: &Locked<'_>, required: bool) -> Result<(), Fault> {
    use company::{Column, Entity};
    Entity::update_many()
        .col_expr(Column::RequireSso, Expr::value(required))
        .col_expr(Column::Version, ExprTrait::add(Expr::col(Column::Version), 1))
        .filter(Column::Id.eq(company.id()))
        .exec(&**tx)
        .await?;
    Ok(())
}
