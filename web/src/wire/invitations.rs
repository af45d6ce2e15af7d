//! Bodies of the ways by which somebody joins who was asked to.

use super::agent::{Named, Role};
use frontdesk_model::id::{GroupId, InvitationId};
use frontdesk_model::time::Timestamp;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// `GET /desk/v1/admin/invitations`: those that nobody has taken up yet, expired ones included.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Invitation {
    #[ts(type = "string")]
    pub id: InvitationId,
    pub email: String,
    pub name: String,
    pub role: Role,
    #[ts(type = "number[]")]
    pub groups: Vec<GroupId>,
    pub capacity: u32,
    /// Who asked.
    pub by: Named,
    #[ts(type = "number")]
    pub created_at: Timestamp,
    /// From then on its link opens nothing.
    #[ts(type = "number")]
    pub expires_at: Timestamp,
}

/// `POST /desk/v1/admin/invitations`; answered by [`MadeInvitation`].
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct NewInvitation {
    pub email: String,
    pub name: String,
    pub role: Role,
    #[ts(type = "number[]")]
    pub groups: Vec<GroupId>,
    pub capacity: u32,
}

/// The answer to a new invitation, and to `POST /desk/v1/admin/invitations/{id}/renew`.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct MadeInvitation {
    pub invitation: Invitation,
    /// To be given to whom it is for; it is shown this once. Works one time, until it expires.
    pub link: String,
}

/// `GET /desk/v1/invitations/{token}`: what a link promises.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct OpenInvitation {
    pub email: String,
    pub name: String,
    /// What the account is called.
    pub account: String,
}

/// `POST /desk/v1/invitations/{token}`: joins and signs in; answered by [`super::rest::Me`].
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct AcceptInvitation {
    pub name: String,
    /// At least 10 characters.
    pub password: String,
}
