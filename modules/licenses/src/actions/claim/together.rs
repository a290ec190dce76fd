//! Claims of several licenses, counted and stored with one statement.

use super::{COUNT, Claim, MAY_COUNT, SEAT, Taken};
use crate::mails::device_activated;
use gatehouse_context::Cx;
use gatehouse_core::{Fault, Moment, Uuid};
use gatehouse_db::Tx;
use sea_orm::{ConnectionTrait, Statement, Value};
use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

/// Values of one claim: those of its seat, and three of its license.
const VALUES: usize = 19;

/// The statement after its values. The row of a license that somebody else changes at this moment is passed over, so that nobody
/// waits here and no two transactions wait for each other.
static STATEMENT: LazyLock<String> = LazyLock::new(|| {
    let of_asked = |text: &str| {
        let columns = ["license_id", "activated_at", "term_end", "term_order", "allowance"];
        let named = (1..)
            .zip(columns)
            .fold(text.to_owned(), |text, (n, column)| text.replace(&format!("${n}"), &format!("asked.{column}")));
        named.replace("$6", "0").replace("$7", "asked.pepper_version")
    };
    let (count, may_count) = (of_asked(COUNT), of_asked(MAY_COUNT));
    format!(
        "), free as (select license.id as of_license from license join asked on asked.license_id = license.id \
         order by license.id for no key update of license skip locked), \
         counted as (update license set {count} from asked join free on free.of_license = asked.license_id \
         where {may_count} returning license.id as of_license, ends_at), \
         stored as (insert into activation ({SEAT}) select {SEAT} from asked join counted on of_license = license_id \
         returning id, license_id) \
         select stored.id, ends_at from counted join stored on of_license = license_id"
    )
});

/// Counts and stores what nothing stands in the way of. `None`: nothing of this claim is stored, and it must be made alone, where it
/// can wait for its license and hears what is wrong. So is all but the first claim of a license, and that of a device that
/// returns. A fault ends the transaction for all of them.
///
/// For an engine that writes to several tables with one statement and locks rows, which is PostgreSQL.
pub(crate) async fn take_together(tx: &Tx, claims: &[(&Cx, &Claim)]) -> Result<Vec<Option<Taken>>, Fault> {
    let mut licenses = HashSet::with_capacity(claims.len());
    let mut asked = claims.to_vec();
    asked.retain(|(_, claim)| claim.returns_to.is_none() && licenses.insert(claim.row.license_id));
    let ends = store(tx, &asked).await?;
    asked.retain(|(_, claim)| ends.contains_key(&claim.row.id));
    Cx::audit_each(tx, asked.iter().map(|(cx, claim)| (*cx, claim.line())).collect()).await?;
    let held = asked.iter().filter(|(_, claim)| claim.is_held).map(|(_, claim)| claim.row.license_id).collect();
    let wanted = device_activated::wanted(tx, held).await?;
    for (cx, claim) in asked.iter().filter(|(_, claim)| wanted.contains(&claim.row.license_id)) {
        claim.tell(cx, tx).await?;
    }
    let taken = |claim: &Claim| ends.get(&claim.row.id).map(|ends_at| Taken::New { ends_at: *ends_at });
    Ok(claims.iter().map(|(_, claim)| taken(claim)).collect())
}

/// The seats that were stored, each with the end of its license.
async fn store(tx: &Tx, asked: &[(&Cx, &Claim)]) -> Result<HashMap<Uuid, Option<Moment>>, Fault> {
    let Some((first, _)) = asked.first() else { return Ok(HashMap::new()) };
    let values = asked.iter().flat_map(|(_, claim)| claim.asked_values()).collect::<Vec<_>>();
    let rows = rows(asked.len());
    let text = format!("with asked ({SEAT}, term_end, term_order, allowance) as (values {rows}{}", *STATEMENT);
    let statement = Statement::from_sql_and_values(first.db().backend(), text, values);
    let stored = tx.query_all_raw(statement).await?;
    stored.into_iter().map(|row| Ok((row.try_get("", "id")?, row.try_get("", "ends_at")?))).collect()
}

/// `($1, …, $19), ($20, …)`: one row a claim.
fn rows(claims: usize) -> String {
    let row = |claim: usize| {
        let places: Vec<String> = (1..=VALUES).map(|n| format!("${}", claim * VALUES + n)).collect();
        format!("({})", places.join(", "))
    };
    (0..claims).map(row).collect::<Vec<_>>().join(", ")
}

impl Claim {
    fn asked_values(&self) -> impl Iterator<Item = Value> {
        let of_license = [self.ends_at.into(), self.last_of_term().into(), self.allowance.into()];
        self.seat_values().into_iter().chain(of_license)
    }
}
