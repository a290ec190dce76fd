//! JSON handlers, files named after the URL. Each file lists its doors; actions check rights once more, queries take the proof.

mod call;
mod device_authorization;
mod introspect;
mod par;
mod revoke;
mod token;
mod userinfo;
mod well_known;

use gatehouse_web::Doors;

/// The addresses of the protocols, for programs with tokens and secrets of their kinds, and for anybody what is published.
pub(crate) fn protocol() -> Doors {
    well_known::doors()
        .merge(par::doors())
        .merge(token::doors())
        .merge(device_authorization::doors())
        .merge(introspect::doors())
        .merge(revoke::doors())
        .merge(userinfo::doors())
}
