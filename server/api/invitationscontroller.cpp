// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/contract/fieldreader.h"
#include "core/identity/invitationservice.h"
#include "server/api/accountscontroller.h"
#include "server/api/adminroutes.h"
#include "server/api/apirouter.h"
#include "server/api/idempotentreply.h"
#include "server/api/jsonvalues.h"
#include "server/api/listpage.h"
#include "server/api/rolefields.h"

#include <QJsonArray>

using namespace Qt::StringLiterals;

namespace portier::api
{

namespace
{

using identity::Invitation;
using identity::InvitationPosition;
using identity::InvitationState;

constexpr qsizetype longestText = 1024;

QJsonObject toJson(const Invitation &invitation)
{
    return {{u"id"_s, invitation.id},
            {u"email"_s, invitation.email},
            {u"language"_s, textOrNull(invitation.language)},
            {u"roles"_s, QJsonArray::fromStringList(identity::roleNames(invitation.roles))},
            {u"parties"_s, QJsonArray::fromStringList(invitation.parties)},
            {u"invited_by"_s, textOrNull(invitation.invitedBy)},
            {u"state"_s, identity::invitationStateName(invitation.state)},
            {u"account_id"_s, textOrNull(invitation.accountId)},
            {u"created_at"_s, toRfc3339(invitation.createdAt)},
            {u"expires_at"_s, toRfc3339(invitation.expiresAt)},
            {u"ended_at"_s, instantOrNull(invitation.endedAt)}};
}

ApiResponse created(const Invitation &invitation)
{
    return ApiResponse::created(toJson(invitation), u"/api/v1/admin/invitations/"_s + invitation.id);
}

QCoro::Task<Result<ApiResponse>> answerList(ApiRequest request, AccountAdminServices services)
{
    PORTIER_CO_ASSIGN(wanted, readPage(request, *services.cursors));
    std::optional<InvitationState> state;
    if (request.hasQuery(u"state"_s)) {
        state = identity::invitationStateFromName(request.queryValue(u"state"_s));
        if (!state)
            co_return fail(badParameter(u"state"_s));
    }
    std::optional<InvitationPosition> after;
    if (wanted.after)
        after = InvitationPosition{fromMs(wanted.after->value(u"at"_s).toInteger()),
                                   wanted.after->value(u"id"_s).toString()};
    PORTIER_CO_ASSIGN(found, co_await services.invitations.page(state, after, wanted.limit, request.principal));
    Page page;
    for (const Invitation &invitation : std::as_const(found.items))
        page.items.append(toJson(invitation));
    if (found.next)
        page.next = QJsonObject{{u"at"_s, toMs(found.next->createdAt)}, {u"id"_s, found.next->id}};
    co_return listReply(request, *services.cursors, page);
}

Result<identity::NewInvitation> readInvitation(const QJsonObject &json)
{
    contract::FieldReader reader(json);
    identity::NewInvitation wanted;
    wanted.email = reader.require(u"email"_s).text(u"email"_s, 0, longestText).value_or(QString());
    wanted.language = reader.text(u"language"_s, 0, longestText, contract::Null::Allowed).value_or(QString());
    wanted.roles = readRoles(reader).value_or(QSet<identity::Role>());
    wanted.parties = readParties(reader).value_or(QStringList());
    if (!wanted.parties.isEmpty() && !wanted.roles.contains(identity::Role::Approver))
        reader.fail(u"parties"_s, u"approver_only"_s);
    PORTIER_TRY(reader.finish());
    return wanted;
}

QCoro::Task<Result<ApiResponse>> answerCreate(ApiRequest request, AccountAdminServices services)
{
    PORTIER_CO_ASSIGN(wanted, readInvitation(request.json));
    auto remember = rememberReply<Invitation>(request, created, services.clock->now());
    PORTIER_CO_ASSIGN(invitation, co_await services.invitations.invite(std::move(wanted), request.principal, remember));
    co_return created(invitation);
}

QCoro::Task<Result<ApiResponse>> answerResend(ApiRequest request, AccountAdminServices services)
{
    PORTIER_CO_ASSIGN(invitation,
                      co_await services.invitations.resend(request.pathArguments.first(), request.principal));
    co_return ApiResponse::json(toJson(invitation));
}

QCoro::Task<Result<ApiResponse>> answerRevoke(ApiRequest request, AccountAdminServices services)
{
    PORTIER_CO_TRY(co_await services.invitations.revoke(request.pathArguments.first(), request.principal));
    co_return ApiResponse::noContent();
}

} // namespace

void addInvitationRoutes(ApiRouter &router, const AccountAdminServices &services)
{
    const auto route = adminRoutes(u"/invitations"_s, services);
    Route list = route(Method::Get, {}, answerList);
    list.queryParameters = {u"state"_s, u"limit"_s, u"cursor"_s};
    router.add(std::move(list));
    Route create = route(Method::Post, {}, answerCreate);
    create.body = BodyKind::Json;
    create.idempotency = IdempotencyUse::Accepted;
    router.add(std::move(create));
    router.add(route(Method::Post, u"/{id}/resend"_s, answerResend));
    router.add(route(Method::Delete, u"/{id}"_s, answerRevoke));
}

} // namespace portier::api
