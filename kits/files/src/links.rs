//! Links for sending files without signing in (SUP-5): made by staff for files that are larger than a message takes, or by a person for a server
//! without a browser (one file, one day). A link is for one request, so many bytes and files, some days, and may ask for a PIN. Its token is
//! stored nowhere.

use crate::events::{LINK_ENDED, LINK_MADE};
use crate::name::FileName;
use crate::purpose::{Purpose, Purposes};
use crate::tables::link::{ActiveModel, Column, Entity, Model};
use crate::uploads::{self, Limits, Plan, UploadRefusal};
use gatehouse_context::{Cx, sealed_token};
use gatehouse_core::{DAY, Fault, HOUR, Moment, OrRefuse as _, Outcome, Refusal, Secret, Uuid, refuse};
use gatehouse_db::Tx;
use sea_orm::entity::prelude::*;
use sea_orm::{ExprTrait as _, QueryOrder as _, QuerySelect as _, Set};

/// How long a link lives at the most: 14 days.
pub const LIFE: i64 = 14 * DAY;
/// How long one for a server without a browser lives.
pub const ONCE: i64 = DAY;
/// How long one lives that nobody of the staff has made: what has not come whole an hour after its end goes then.
pub const SHORT: i64 = HOUR;
/// The most bytes of a link that staff can allow: 100 GiB.
pub const MOST_BYTES: u64 = 100 << 30;
/// The most files of a link.
pub const MOST_FILES: u64 = 20;
/// Wrong PINs, after which a link opens for nobody.
pub const MOST_WRONG: i64 = 10;
/// How long a PIN that was right lets somebody send.
const PROVEN: i64 = 12 * HOUR;

const TOKEN: &str = "files.upload_link";
const PIN: &str = "files.upload_pin";

/// A link to be made.
#[derive(Clone, Debug)]
pub struct NewLink {
    /// What the files are for.
    pub purpose: Purpose,
    /// The subject whose key seals them.
    pub owner: Uuid,
    /// The company or account whose room they take while they are unfinished.
    pub payer: Uuid,
    /// The request, or draft, that they are for.
    pub target: Uuid,
    /// Bytes of all files, up to [`MOST_BYTES`].
    pub most_bytes: u64,
    /// Files, up to [`MOST_FILES`].
    pub most_files: u64,
    /// How long it lives, up to [`LIFE`].
    pub life: i64,
    /// 4 to 12 digits, told in another way than the link.
    pub pin: Option<Secret<String>>,
}

/// The page that says which way files go to support.
const WAYS: &str = "/support/upload";

/// Why a link is not made, or does not open.
#[derive(Clone, Debug, PartialEq, Eq, Refusal)]
pub enum LinkRefusal {
    /// There is no such link, or its time is over.
    #[refusal(404, "upload_link.unknown", link_unknown, way = link_ways => WAYS)]
    Unknown,
    /// A PIN has 4 to 12 digits.
    #[refusal(422, "upload_link.bad_pin", link_bad_pin, field = "pin")]
    BadPin,
    /// Another PIN.
    #[refusal(403, "upload_link.wrong_pin", link_wrong_pin, field = "pin", again)]
    WrongPin,
    /// Too many wrong ones.
    #[refusal(403, "upload_link.locked", link_locked, field = "pin", way = link_ways => WAYS)]
    Locked,
    /// More than a link may allow.
    #[refusal(422, "upload_link.too_large", link_too_large(MOST_BYTES >> 30, MOST_FILES), field = "size")]
    TooLarge,
}

/// A link that lives.
pub type Link = Model;

/// Makes one, in the transaction of the action that has checked the right; answers its id and its token, which is shown once.
pub async fn make(cx: &Cx, tx: &Tx, new: &NewLink) -> Outcome<(Uuid, Secret<String>), LinkRefusal> {
    if new.most_bytes == 0 || new.most_bytes > MOST_BYTES || new.most_files == 0 || new.most_files > MOST_FILES {
        return Err(refuse(LinkRefusal::TooLarge));
    }
    let (id, now) = (cx.id(), cx.now());
    let pin_hash = match &new.pin {
        None => None,
        Some(pin) if is_pin(pin.expose()) => Some(cx.app.keys.lookup(PIN, &pin_input(id, pin.expose())).to_vec()),
        Some(_) => return Err(refuse(LinkRefusal::BadPin)),
    };
    let token = Secret::new(token_text(&cx.app.random.token()));
    let row = ActiveModel {
        id: Set(id),
        owner: Set(new.owner),
        payer: Set(new.payer),
        target: Set(new.target),
        purpose: Set(new.purpose.word.to_owned()),
        token_hash: Set(cx.app.keys.lookup(TOKEN, token.expose().as_bytes()).to_vec()),
        pin_hash: Set(pin_hash),
        wrong_pins: Set(0),
        most_bytes: Set(i64::try_from(new.most_bytes)?),
        most_files: Set(i64::try_from(new.most_files)?),
        begun_bytes: Set(0),
        begun_files: Set(0),
        made_by: Set(cx.actor.id()),
        created_at: Set(now),
        expires_at: Set(now.plus(new.life.clamp(HOUR, LIFE))),
    };
    Entity::insert(row).exec_without_returning(&**tx).await?;
    cx.audit(tx, LINK_MADE.about(id)).await?;
    Ok((id, token))
}

fn token_text(random: &[u8]) -> String {
    use base64::Engine as _;
    base64::engine::general_purpose::URL_SAFE_NO_PAD.encode(random)
}

fn is_pin(pin: &str) -> bool {
    (4..=12).contains(&pin.len()) && pin.bytes().all(|byte| byte.is_ascii_digit())
}

fn pin_input(link: Uuid, pin: &str) -> Vec<u8> {
    [link.as_bytes(), pin.as_bytes()].concat()
}

/// The link of a token.
pub async fn find(cx: &Cx, token: &str) -> Result<Option<Link>, Fault> {
    if token.is_empty() || token.len() > 100 {
        return Ok(None);
    }
    let hashes = cx.app.keys.accepted(TOKEN, token.as_bytes());
    let row = Entity::find().filter(Column::TokenHash.is_in(hashes)).one(cx.read()).await?;
    Ok(row.filter(|row| !row.expires_at.has_come(cx.now())))
}

/// The links of a request, newest first, with those that have ended a short while ago.
pub async fn of_target(cx: &Cx, target: Uuid) -> Result<Vec<Link>, Fault> {
    let rows = Entity::find().filter(Column::Target.eq(target)).order_by_desc(Column::Id).limit(100);
    Ok(rows.all(cx.read()).await?)
}

/// Whether the PIN is right; answers what proves it for some hours ([`is_proven`]). Each wrong one counts, also two at once.
pub async fn prove(cx: &Cx, link: &Link, pin: &str) -> Outcome<String, LinkRefusal> {
    let accepted = cx.app.keys.accepted(PIN, &pin_input(link.id, pin.trim()));
    if link.wrong_pins >= MOST_WRONG {
        return Err(refuse(LinkRefusal::Locked));
    }
    let is_right = link.pin_hash.as_ref().is_none_or(|hash| accepted.contains(hash));
    // Counted before it is answered, also a right one: nobody tries many at the same moment.
    let step = if is_right { 0 } else { 1 };
    let counted = Entity::update_many()
        .col_expr(Column::WrongPins, Expr::col(Column::WrongPins).add(step))
        .filter(Column::Id.eq(link.id))
        .filter(Column::WrongPins.lt(MOST_WRONG))
        .exec(cx.db().writer())
        .await?;
    match (counted.rows_affected, is_right) {
        (1, true) => Ok(sealed_token::seal(cx, PIN, cx.now().plus(PROVEN), link.id.as_bytes())?),
        (1, false) => Err(refuse(LinkRefusal::WrongPin)),
        _ => Err(refuse(LinkRefusal::Locked)),
    }
}

/// Whether the link asks for no PIN, or this proves that it was right.
pub fn is_proven(cx: &Cx, link: &Link, proof: Option<&str>) -> bool {
    let of = |proof| sealed_token::open(cx, PIN, PROVEN, proof).is_some_and(|id| id == link.id.as_bytes());
    link.pin_hash.is_none() || proof.is_some_and(of)
}

/// What may still come by it.
pub fn left(link: &Link) -> (u64, u64) {
    let left = |most: i64, begun: i64| u64::try_from(most - begun).unwrap_or(0);
    (left(link.most_files, link.begun_files), left(link.most_bytes, link.begun_bytes))
}

/// Begins an upload by a link. Its message is the link: [`uploads::Finished`] says for which request it came.
pub async fn begin(cx: &Cx, tx: &Tx, link: &Link, name: FileName, length: u64) -> Outcome<Uuid, UploadRefusal> {
    let counted = Entity::update_many()
        .col_expr(Column::BegunBytes, Expr::col(Column::BegunBytes).add(i64::try_from(length)?))
        .col_expr(Column::BegunFiles, Expr::col(Column::BegunFiles).add(1))
        .filter(Column::Id.eq(link.id))
        .filter(Column::ExpiresAt.gt(cx.now()))
        .filter(Expr::col(Column::BegunBytes).add(i64::try_from(length)?).lte(Expr::col(Column::MostBytes)))
        .filter(Expr::col(Column::BegunFiles).lt(Expr::col(Column::MostFiles)))
        .exec(&**tx)
        .await?;
    if counted.rows_affected != 1 {
        // As it is now, and not as the page has found it.
        let now = Entity::find_by_id(link.id).one(&**tx).await?.ok_or(UploadRefusal::Unknown).or_refuse()?;
        let ((files, bytes), most) = (left(&now), u64::try_from(link.most_files)?);
        let is_full = files == 0 || length <= bytes;
        return Err(refuse(if is_full {
            UploadRefusal::TooManyFiles { most }
        } else {
            UploadRefusal::TooLarge { most: bytes }
        }));
    }
    let most = u64::try_from(link.most_bytes)?;
    // What staff have given beyond a message is room of its own, so that who has the link takes none of the company's.
    let is_own_room = most > uploads::MOST_BYTES || u64::try_from(link.most_files)? > uploads::MOST_FILES;
    let plan = Plan {
        purpose: cx.service::<Purposes>()?.of(&link.purpose)?,
        owner: link.owner,
        payer: if is_own_room { link.id } else { link.payer },
        person: None,
        message: link.id,
        name,
        length,
        limits: Limits { files: MOST_FILES, bytes: most, all_bytes: Some(most) },
    };
    uploads::begin(cx, tx, &plan).await
}

/// Gives back what an upload that was discarded has taken of its link.
pub(crate) async fn give_back(tx: &Tx, link: Uuid, length: i64) -> Result<(), Fault> {
    Entity::update_many()
        .col_expr(Column::BegunBytes, Expr::col(Column::BegunBytes).sub(length))
        .col_expr(Column::BegunFiles, Expr::col(Column::BegunFiles).sub(1))
        .filter(Column::Id.eq(link))
        .filter(Column::BegunFiles.gt(0))
        .exec(&**tx)
        .await?;
    Ok(())
}

/// Gives back what an upload had room for beyond its end. The message of most is no link.
pub(crate) async fn shorten(tx: &Tx, link: Uuid, bytes: i64) -> Result<(), Fault> {
    Entity::update_many()
        .col_expr(Column::BegunBytes, Expr::col(Column::BegunBytes).sub(bytes))
        .filter(Column::Id.eq(link))
        .filter(Column::BegunBytes.gte(bytes))
        .exec(&**tx)
        .await?;
    Ok(())
}

/// When what comes by a short link ends, unless it is whole and attached; `None`: as every upload.
pub(crate) async fn ends_by(tx: &Tx, message: Uuid) -> Result<Option<Moment>, Fault> {
    let link = Entity::find_by_id(message).one(&**tx).await?;
    let is_short = |link: &Model| link.expires_at.since(link.created_at) <= SHORT;
    Ok(link.filter(is_short).map(|link| link.expires_at.plus(HOUR)))
}

/// For which request the uploads of a link are; `None`: the message is no link.
pub(crate) async fn target(tx: &Tx, message: Uuid) -> Result<Option<Uuid>, Fault> {
    Ok(Entity::find_by_id(message).one(&**tx).await?.map(|link| link.target))
}

/// Ends a link. What has come stays. `false`: there was none.
pub async fn end(cx: &Cx, tx: &Tx, id: Uuid) -> Result<bool, Fault> {
    let is_ended = Entity::delete_by_id(id).exec(&**tx).await?.rows_affected == 1;
    if is_ended {
        cx.audit(tx, LINK_ENDED.about(id)).await?;
    }
    Ok(is_ended)
}

/// Ends all links of a request that was closed.
pub async fn end_all(cx: &Cx, tx: &Tx, target: Uuid) -> Result<u64, Fault> {
    let ended = Entity::delete_many().filter(Column::Target.eq(target)).exec(&**tx).await?.rows_affected;
    if ended > 0 {
        cx.audit(tx, LINK_ENDED.about_other("upload_links", target)).await?;
    }
    Ok(ended)
}

/// Until when a link lives, for its page.
pub const fn ends_at(link: &Link) -> Moment {
    link.expires_at
}
