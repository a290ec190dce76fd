//! Two nodes of one installation: what the owner takes from somebody on one of them opens nothing on the other, from its next request on
//! (COM-3, COM-12, ALL-6).

use crate::demo_copy;
use crate::server::{Place, Server, client, runtime};
use gatehouse_core::Uuid;
use gatehouse_db::sea_orm::{ConnectionTrait as _, QueryResult, Statement};
use gatehouse_db::{Db, DbConfig};
use reqwest::blocking::Response;

const COMPANY: &str = "/c/ostermoor-freight";
const OWNER: &str = "dana@ostermoor.test";
/// The one user of the demo's company who manages users.
const MANAGER: &str = "ina@ostermoor.test";
const MANAGES: &str = "select m.id, m.version from company_member m join company c on c.id = m.company_id \
                       where c.slug = 'ostermoor-freight' and m.rights_own & 4 <> 0";
const INVITATIONS: &str = "select count(*) as n from invitation";

/// Somebody's browser: their cookies, good on every node.
struct Person(String);

impl Person {
    fn sign_in(node: &Server, email: &str) -> Self {
        let form = [("email", email), ("password", "Harbor-Lamp-27")];
        let answer = Self(String::new()).post(node, "/sign-in", &form);
        assert_eq!(answer.status(), 303);
        let cookies = answer.headers().get_all("set-cookie").iter();
        let cookies = cookies.filter_map(|cookie| cookie.to_str().ok()?.split(';').next().map(str::to_owned));
        Self(cookies.collect::<Vec<_>>().join("; "))
    }

    fn get(&self, node: &Server, path: &str) -> u16 {
        let asked = client().get(format!("{}{path}", node.origin)).header("cookie", &self.0);
        asked.send().unwrap().status().as_u16()
    }

    fn post(&self, node: &Server, path: &str, form: &[(&str, &str)]) -> Response {
        let asked = client().post(format!("{}{path}", node.origin)).header("sec-fetch-site", "same-origin");
        asked.header("cookie", &self.0).form(form).send().unwrap()
    }
}

/// The only row of a query.
fn one(config: &DbConfig, text: &str) -> QueryResult {
    runtime().block_on(async {
        let db = Db::open(config).await.unwrap();
        let rows = db.reader().query_all_raw(Statement::from_string(db.backend(), text.to_owned())).await.unwrap();
        db.close().await.unwrap();
        let [row] = <[QueryResult; 1]>::try_from(rows).unwrap();
        row
    })
}

/// COM-3, COM-12, ALL-6
#[test]
fn what_one_node_takes_from_a_user_opens_nothing_on_the_other() {
    let database = runtime().block_on(demo_copy::database());
    let places = [(); 2].map(|()| Place::new().set("DATABASE", database.url()).set("RATE_LIMITS", "false"));
    let config = places[0].database();
    let places = places.map(|place| demo_copy::keys(place, &database));
    let [first, second] = [&places[0], &places[1]].map(|place| place.serve(&[]));
    let (owner, manager) = (Person::sign_in(&first, OWNER), Person::sign_in(&first, MANAGER));
    let row = one(&config, MANAGES);
    let (member, version) = (row.try_get::<Uuid>("", "id").unwrap(), row.try_get::<i64>("", "version").unwrap());
    let users = format!("{COMPANY}/users");
    let own = format!("{users}/{member}");
    let before: i64 = one(&config, INVITATIONS).try_get("", "n").unwrap();
    assert_eq!(manager.get(&second, &users), 200);

    let taken = owner.post(&first, &format!("{own}/rights"), &[("version", &version.to_string())]);
    assert_eq!(taken.status(), 303);
    assert_eq!(manager.get(&second, &users), 403);
    let form = [("email", "late@example.com"), ("lang", "en")];
    assert_eq!(manager.post(&second, &format!("{COMPANY}/invitations/new"), &form).status(), 403);
    assert_eq!(one(&config, INVITATIONS).try_get::<i64>("", "n").unwrap(), before);
    assert_eq!(manager.get(&second, COMPANY), 200, "still a user");

    assert_eq!(owner.post(&first, &format!("{own}/block"), &[]).status(), 303);
    assert_eq!(manager.get(&second, COMPANY), 403);
    assert_eq!(owner.post(&second, &format!("{own}/unblock"), &[]).status(), 303);
    assert_eq!(manager.get(&first, COMPANY), 200);

    assert_eq!(owner.post(&first, &format!("{own}/remove"), &[("confirm", "true")]).status(), 303);
    assert_eq!(manager.get(&second, COMPANY), 404);
    assert_eq!(second.stop(), Some(0));
    assert_eq!(first.stop(), Some(0));
}
