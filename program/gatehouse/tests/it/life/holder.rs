//! A person with licenses in an account, who wishes that they renew by themselves and is told of their ends (LIC-8, ACC-16).

use super::story::Case;
use crate::server::client;
use gatehouse_context::Cx;
use gatehouse_core::{Actor, Clock as _, DAY, Moment, SystemClock, Uuid};
use gatehouse_db::sea_orm::{ConnectionTrait as _, Statement};
use gatehouse_db::{Db, DbConfig};
use gatehouse_licenses::mails::license_expires::NOTIFICATION;

/// Somebody of the demo content, with an order of theirs.
pub const EMAIL: &str = "aiko@example.com";
const ORDER: &str = "S-10017";

/// Signs in; the cookies.
pub fn sign_in(origin: &str) -> String {
    let form = [("email", EMAIL), ("password", "Harbor-Lamp-27")];
    let answer = client().post(format!("{origin}/sign-in")).header("sec-fetch-site", "same-origin").form(&form).send();
    let answer = answer.unwrap();
    assert_eq!(answer.status(), 303);
    let cookies = answer.headers().get_all("set-cookie").iter();
    let cookies = cookies.filter_map(|c| c.to_str().ok()?.split(';').next().map(str::to_owned));
    cookies.collect::<Vec<_>>().join("; ")
}

/// The account; from now on it wants to be told of ends, and of nothing else.
pub async fn told_of_ends(cx: &Cx) -> Uuid {
    let text = format!("select buyer_account from purchase where number = '{ORDER}'");
    let row = cx.read().query_one_raw(Statement::from_string(cx.db().backend(), text)).await.unwrap().unwrap();
    let account: Uuid = row.try_get("", "buyer_account").unwrap();
    let own = cx.acting_as(Actor::Account { id: account });
    gatehouse_accounts::actions::choose_notifications::choose_notifications(&own, &[NOTIFICATION]).await.unwrap();
    account
}

/// The person was written one mail for each wish since then, and one for each time that ends were told of.
pub async fn check_mails(config: &DbConfig, account: Uuid, since: Moment, wishes: usize) {
    let db = Db::open(config).await.unwrap();
    let count = async |text: &str| {
        let statement = Statement::from_sql_and_values(db.backend(), text, [account.into(), since.0.into()]);
        db.reader().query_one_raw(statement).await.unwrap().unwrap().try_get::<i64>("", "c").unwrap()
    };
    let mails = "select count(*) as c from mail where account_id = $1 and queued_at > $2 and kind =";
    let switched = count(&format!("{mails} 'licenses.renewal_switched'")).await;
    assert_eq!(switched, i64::try_from(wishes).unwrap(), "mails of wishes");
    let ends = count(&format!("{mails} 'licenses.expires'")).await;
    let told = "select count(distinct sent_at) as c from expiry_notice where account_id = $1 and sent_at > $2";
    assert_eq!(ends, count(told).await, "mails of ends");
    db.close().await.unwrap();
}

/// The license ends in a week, and the next look tells of it.
pub async fn end_soon(db: &Db, case: &mut Case) {
    let end = SystemClock.now().plus(7 * DAY).0;
    let id: Uuid = case.held.parse().unwrap();
    let text = "update license set ends_at = $1, ends_order = $1, status_until = 0 where id = $2";
    let ended = Statement::from_sql_and_values(db.backend(), text, [end.into(), id.into()]);
    assert_eq!(db.writer().execute_raw(ended).await.unwrap().rows_affected(), 1);
    case.is_ending = true;
}

/// How many of those whose end is near nobody was told of.
pub async fn untold(config: &DbConfig, cases: &[Case]) -> usize {
    let db = Db::open(config).await.unwrap();
    let text = "select l.id from license l join purchase p on p.id = l.purchase_id and p.number like 'HELD-%' \
                join expiry_notice x on x.license_id = l.id";
    let told = db.reader().query_all_raw(Statement::from_string(db.backend(), text)).await.unwrap().len();
    db.close().await.unwrap();
    cases.iter().filter(|case| case.is_ending).count() - told
}
