// From @octokit/webhooks-types 7.6.1 (MIT), without comments: the types of these messages.
export type GithubAppAuthorizationEvent = GithubAppAuthorizationRevokedEvent;
export type InstallationEvent =
  | InstallationCreatedEvent
  | InstallationDeletedEvent
  | InstallationNewPermissionsAcceptedEvent
  | InstallationSuspendEvent
  | InstallationUnsuspendEvent;
export type InstallationRepositoriesEvent =
  | InstallationRepositoriesAddedEvent
  | InstallationRepositoriesRemovedEvent;
export type MarketplacePurchaseEvent =
  | MarketplacePurchaseCancelledEvent
  | MarketplacePurchaseChangedEvent
  | MarketplacePurchasePendingChangeEvent
  | MarketplacePurchasePendingChangeCancelledEvent
  | MarketplacePurchasePurchasedEvent;
export type MembershipEvent = MembershipAddedEvent | MembershipRemovedEvent;
export type WebhookEvents =
  | (
      | "branch_protection_rule"
      | "check_run"
      | "check_suite"
      | "code_scanning_alert"
      | "commit_comment"
      | "create"
      | "delete"
      | "deployment"
      | "deployment_status"
      | "deploy_key"
      | "discussion"
      | "discussion_comment"
      | "fork"
      | "gollum"
      | "issues"
      | "issue_comment"
      | "label"
      | "member"
      | "membership"
      | "meta"
      | "milestone"
      | "organization"
      | "org_block"
      | "package"
      | "page_build"
      | "project"
      | "projects_v2_item"
      | "project_card"
      | "project_column"
      | "public"
      | "pull_request"
      | "pull_request_review"
      | "pull_request_review_comment"
      | "pull_request_review_thread"
      | "push"
      | "registry_package"
      | "release"
      | "repository"
      | "repository_import"
      | "repository_vulnerability_alert"
      | "secret_scanning_alert"
      | "secret_scanning_alert_location"
      | "security_and_analysis"
      | "star"
      | "status"
      | "team"
      | "team_add"
      | "watch"
      | "workflow_job"
      | "workflow_run"
    )[]
  | ["*"];
export type OrgBlockEvent = OrgBlockBlockedEvent | OrgBlockUnblockedEvent;
export type OrganizationEvent =
  | OrganizationDeletedEvent
  | OrganizationMemberAddedEvent
  | OrganizationMemberInvitedEvent
  | OrganizationMemberRemovedEvent
  | OrganizationRenamedEvent;
export type ProjectsV2ItemEvent =
  | ProjectsV2ItemArchivedEvent
  | ProjectsV2ItemConvertedEvent
  | ProjectsV2ItemCreatedEvent
  | ProjectsV2ItemDeletedEvent
  | ProjectsV2ItemEditedEvent
  | ProjectsV2ItemReorderedEvent
  | ProjectsV2ItemRestoredEvent;
export type SecurityAdvisoryEvent =
  | SecurityAdvisoryPerformedEvent
  | SecurityAdvisoryPublishedEvent
  | SecurityAdvisoryUpdatedEvent
  | SecurityAdvisoryWithdrawnEvent;
export type SponsorshipEvent =
  | SponsorshipCancelledEvent
  | SponsorshipCreatedEvent
  | SponsorshipEditedEvent
  | SponsorshipPendingCancellationEvent
  | SponsorshipPendingTierChangeEvent
  | SponsorshipTierChangedEvent;
export type TeamEvent =
  | TeamAddedToRepositoryEvent
  | TeamCreatedEvent
  | TeamDeletedEvent
  | TeamEditedEvent
  | TeamRemovedFromRepositoryEvent;
export interface InstallationLite {
  id: number;
  node_id: string;
}
export interface Organization {
  login: string;
  id: number;
  node_id: string;
  url: string;
  html_url?: string;
  repos_url: string;
  events_url: string;
  hooks_url: string;
  issues_url: string;
  members_url: string;
  public_members_url: string;
  avatar_url: string;
  description: string | null;
}
export interface Repository {
  id: number;
  node_id: string;
  name: string;
  full_name: string;
  private: boolean;
  owner: User;
  html_url: string;
  description: string | null;
  fork: boolean;
  url: string;
  forks_url: string;
  keys_url: string;
  collaborators_url: string;
  teams_url: string;
  hooks_url: string;
  issue_events_url: string;
  events_url: string;
  assignees_url: string;
  branches_url: string;
  tags_url: string;
  blobs_url: string;
  git_tags_url: string;
  git_refs_url: string;
  trees_url: string;
  statuses_url: string;
  languages_url: string;
  stargazers_url: string;
  contributors_url: string;
  subscribers_url: string;
  subscription_url: string;
  commits_url: string;
  git_commits_url: string;
  comments_url: string;
  issue_comment_url: string;
  contents_url: string;
  compare_url: string;
  merges_url: string;
  archive_url: string;
  downloads_url: string;
  issues_url: string;
  pulls_url: string;
  milestones_url: string;
  notifications_url: string;
  labels_url: string;
  releases_url: string;
  deployments_url: string;
  created_at: number | string;
  updated_at: string;
  pushed_at: number | string | null;
  git_url: string;
  ssh_url: string;
  clone_url: string;
  svn_url: string;
  homepage: string | null;
  size: number;
  stargazers_count: number;
  watchers_count: number;
  language: string | null;
  has_issues: boolean;
  has_projects: boolean;
  has_downloads: boolean;
  has_wiki: boolean;
  has_pages: boolean;
  has_discussions?: boolean;
  forks_count: number;
  mirror_url: string | null;
  archived: boolean;
  disabled?: boolean;
  open_issues_count: number;
  license: License | null;
  forks: number;
  open_issues: number;
  watchers: number;
  stargazers?: number;
  default_branch: string;
  allow_squash_merge?: boolean;
  allow_merge_commit?: boolean;
  allow_rebase_merge?: boolean;
  allow_auto_merge?: boolean;
  allow_forking?: boolean;
  allow_update_branch?: boolean;
  use_squash_pr_title_as_default?: boolean;
  squash_merge_commit_message?: string;
  squash_merge_commit_title?: string;
  merge_commit_message?: string;
  merge_commit_title?: string;
  is_template: boolean;
  web_commit_signoff_required: boolean;
  topics: string[];
  visibility: "public" | "private" | "internal";
  delete_branch_on_merge?: boolean;
  master_branch?: string;
  permissions?: {
    pull: boolean;
    push: boolean;
    admin: boolean;
    maintain?: boolean;
    triage?: boolean;
  };
  public?: boolean;
  organization?: string;
  custom_properties: {
    [k: string]: null | string | string[];
  };
}
export interface User {
  login: string;
  id: number;
  node_id: string;
  name?: string;
  email?: string | null;
  avatar_url: string;
  gravatar_id: string;
  url: string;
  html_url: string;
  followers_url: string;
  following_url: string;
  gists_url: string;
  starred_url: string;
  subscriptions_url: string;
  organizations_url: string;
  repos_url: string;
  events_url: string;
  received_events_url: string;
  type: "Bot" | "User" | "Organization";
  site_admin: boolean;
}
export interface License {
  key: string;
  name: string;
  spdx_id: string;
  url: string | null;
  node_id: string;
}
export interface Team {
  name: string;
  id: number;
  node_id: string;
  slug: string;
  description: string | null;
  privacy: "open" | "closed" | "secret";
  url: string;
  html_url: string;
  members_url: string;
  repositories_url: string;
  permission: string;
  parent?: {
    name: string;
    id: number;
    node_id: string;
    slug: string;
    description: string | null;
    privacy: "open" | "closed" | "secret";
    url: string;
    html_url: string;
    members_url: string;
    repositories_url: string;
    permission: string;
    notification_setting?: "notifications_enabled" | "notifications_disabled";
  } | null;
  notification_setting?: "notifications_enabled" | "notifications_disabled";
}
export interface GithubAppAuthorizationRevokedEvent {
  action: "revoked";
  sender: User;
}
export interface InstallationCreatedEvent {
  action: "created";
  installation: Installation;
  repositories?: {
    id: number;
    node_id: string;
    name: string;
    full_name: string;
    private: boolean;
  }[];
  requester?: User;
  sender: User;
}
export interface Installation {
  id: number;
  account: User;
  repository_selection: "all" | "selected";
  access_tokens_url: string;
  repositories_url: string;
  html_url: string;
  app_id: number;
  app_slug?: string;
  target_id: number;
  target_type: "User" | "Organization";
  permissions: {
    actions?: "read" | "write";
    administration?: "read" | "write";
    blocking?: "read" | "write";
    checks?: "read" | "write";
    content_references?: "read" | "write";
    contents?: "read" | "write";
    deployments?: "read" | "write";
    discussions?: "read" | "write";
    emails?: "read" | "write";
    environments?: "read" | "write";
    issues?: "read" | "write";
    members?: "read" | "write";
    merge_queues?: "read" | "write";
    metadata?: "read" | "write";
    organization_administration?: "read" | "write";
    organization_events?: "read" | "write";
    organization_hooks?: "read" | "write";
    organization_packages?: "read" | "write";
    organization_plan?: "read" | "write";
    organization_projects?: "read" | "write";
    organization_secrets?: "read" | "write";
    organization_self_hosted_runners?: "read" | "write";
    organization_user_blocking?: "read" | "write";
    packages?: "read" | "write";
    pages?: "read" | "write";
    pull_requests?: "read" | "write";
    repository_hooks?: "read" | "write";
    repository_projects?: "read" | "write";
    secret_scanning_alerts?: "read" | "write";
    secrets?: "read" | "write";
    security_events?: "read" | "write";
    security_scanning_alert?: "read" | "write";
    single_file?: "read" | "write";
    statuses?: "read" | "write";
    team_discussions?: "read" | "write";
    vulnerability_alerts?: "read" | "write";
    workflows?: "read" | "write";
  };
  events: (
    | "branch_protection_rule"
    | "check_run"
    | "check_suite"
    | "code_scanning_alert"
    | "commit_comment"
    | "create"
    | "delete"
    | "deployment"
    | "deployment_review"
    | "deployment_status"
    | "deploy_key"
    | "discussion"
    | "discussion_comment"
    | "fork"
    | "gollum"
    | "issues"
    | "issue_comment"
    | "label"
    | "member"
    | "membership"
    | "merge_group"
    | "merge_queue_entry"
    | "milestone"
    | "organization"
    | "org_block"
    | "page_build"
    | "project"
    | "projects_v2_item"
    | "project_card"
    | "project_column"
    | "public"
    | "pull_request"
    | "pull_request_review"
    | "pull_request_review_comment"
    | "pull_request_review_thread"
    | "push"
    | "registry_package"
    | "release"
    | "repository"
    | "repository_dispatch"
    | "secret_scanning_alert"
    | "secret_scanning_alert_location"
    | "security_and_analysis"
    | "star"
    | "status"
    | "team"
    | "team_add"
    | "watch"
    | "workflow_dispatch"
    | "workflow_job"
    | "workflow_run"
  )[];
  created_at: string | number;
  updated_at: string | number;
  single_file_name: string | null;
  has_multiple_single_files?: boolean;
  single_file_paths?: string[];
  suspended_by: User | null;
  suspended_at: string | null;
}
export interface InstallationDeletedEvent {
  action: "deleted";
  installation: Installation;
  repositories?: {
    id: number;
    node_id: string;
    name: string;
    full_name: string;
    private: boolean;
  }[];
  requester?: null;
  sender: User;
}
export interface InstallationNewPermissionsAcceptedEvent {
  action: "new_permissions_accepted";
  installation: Installation;
  repositories?: {
    id: number;
    node_id: string;
    name: string;
    full_name: string;
    private: boolean;
  }[];
  requester?: null;
  sender: User;
}
export interface InstallationSuspendEvent {
  action: "suspend";
  installation: Installation & {
    suspended_by: User;
    suspended_at: string;
  };
  repositories?: {
    id: number;
    node_id: string;
    name: string;
    full_name: string;
    private: boolean;
  }[];
  requester?: null;
  sender: User;
}
export interface InstallationUnsuspendEvent {
  action: "unsuspend";
  installation: Installation & {
    suspended_by: null;
    suspended_at: null;
  };
  repositories?: {
    id: number;
    node_id: string;
    name: string;
    full_name: string;
    private: boolean;
  }[];
  requester?: null;
  sender: User;
}
export interface InstallationRepositoriesAddedEvent {
  action: "added";
  installation: Installation;
  repository_selection: "all" | "selected";
  repositories_added: {
    id: number;
    node_id: string;
    name: string;
    full_name: string;
    private: boolean;
  }[];
  repositories_removed: [];
  requester: User | null;
  sender: User;
}
export interface InstallationRepositoriesRemovedEvent {
  action: "removed";
  installation: Installation;
  repository_selection: "all" | "selected";
  repositories_added: [];
  repositories_removed: {
    id: number;
    node_id: string;
    name: string;
    full_name: string;
    private: boolean;
  }[];
  requester: User | null;
  sender: User;
}
export interface MarketplacePurchaseCancelledEvent {
  action: "cancelled";
  effective_date: string;
  sender: {
    login: string;
    id: number;
    avatar_url: string;
    gravatar_id: string;
    url: string;
    html_url: string;
    followers_url: string;
    following_url: string;
    gists_url: string;
    starred_url: string;
    subscriptions_url: string;
    organizations_url: string;
    repos_url: string;
    events_url: string;
    received_events_url: string;
    type: string;
    site_admin: boolean;
    email: string;
  };
  marketplace_purchase: MarketplacePurchase & {
    next_billing_date: string;
  };
  previous_marketplace_purchase?: MarketplacePurchase;
}
export interface MarketplacePurchase {
  account: {
    type: string;
    id: number;
    node_id: string;
    login: string;
    organization_billing_email: string;
  };
  billing_cycle: string;
  unit_count: number;
  on_free_trial: boolean;
  free_trial_ends_on: string | null;
  next_billing_date?: string;
  plan: {
    id: number;
    name: string;
    description: string;
    monthly_price_in_cents: number;
    yearly_price_in_cents: number;
    price_model: string;
    has_free_trial: boolean;
    unit_name: string | null;
    bullets: string[];
  };
}
export interface MarketplacePurchaseChangedEvent {
  action: "changed";
  effective_date: string;
  sender: {
    login: string;
    id: number;
    avatar_url: string;
    gravatar_id: string;
    url: string;
    html_url: string;
    followers_url: string;
    following_url: string;
    gists_url: string;
    starred_url: string;
    subscriptions_url: string;
    organizations_url: string;
    repos_url: string;
    events_url: string;
    received_events_url: string;
    type: string;
    site_admin: boolean;
    email: string;
  };
  marketplace_purchase: MarketplacePurchase & {
    next_billing_date: string;
  };
  previous_marketplace_purchase?: MarketplacePurchase;
}
export interface MarketplacePurchasePendingChangeEvent {
  action: "pending_change";
  effective_date: string;
  sender: {
    login: string;
    id: number;
    avatar_url: string;
    gravatar_id: string;
    url: string;
    html_url: string;
    followers_url: string;
    following_url: string;
    gists_url: string;
    starred_url: string;
    subscriptions_url: string;
    organizations_url: string;
    repos_url: string;
    events_url: string;
    received_events_url: string;
    type: string;
    site_admin: boolean;
    email: string;
  };
  marketplace_purchase: MarketplacePurchase & {
    next_billing_date: string;
  };
  previous_marketplace_purchase?: MarketplacePurchase;
}
export interface MarketplacePurchasePendingChangeCancelledEvent {
  action: "pending_change_cancelled";
  effective_date: string;
  sender: {
    login: string;
    id: number;
    avatar_url: string;
    gravatar_id: string;
    url: string;
    html_url: string;
    followers_url: string;
    following_url: string;
    gists_url: string;
    starred_url: string;
    subscriptions_url: string;
    organizations_url: string;
    repos_url: string;
    events_url: string;
    received_events_url: string;
    type: string;
    site_admin: boolean;
    email: string;
  };
  marketplace_purchase: MarketplacePurchase & {
    next_billing_date: string;
  };
  previous_marketplace_purchase?: MarketplacePurchase;
}
export interface MarketplacePurchasePurchasedEvent {
  action: "purchased";
  effective_date: string;
  sender: {
    login: string;
    id: number;
    avatar_url: string;
    gravatar_id: string;
    url: string;
    html_url: string;
    followers_url: string;
    following_url: string;
    gists_url: string;
    starred_url: string;
    subscriptions_url: string;
    organizations_url: string;
    repos_url: string;
    events_url: string;
    received_events_url: string;
    type: string;
    site_admin: boolean;
    email: string;
  };
  marketplace_purchase: MarketplacePurchase & {
    next_billing_date: string;
  };
  previous_marketplace_purchase?: MarketplacePurchase;
}
export interface MembershipAddedEvent {
  action: "added";
  scope: "team";
  member: User;
  sender: User;
  team: Team;
  organization: Organization;
  installation?: InstallationLite;
}
export interface MembershipRemovedEvent {
  action: "removed";
  scope: "team" | "organization";
  member: User;
  sender: User;
  team:
    | Team
    | {
        id: number;
        name: string;
        deleted?: boolean;
      };
  organization: Organization;
  installation?: InstallationLite;
}
export interface OrgBlockBlockedEvent {
  action: "blocked";
  blocked_user: User;
  sender: User;
  installation?: InstallationLite;
  organization: Organization;
}
export interface OrgBlockUnblockedEvent {
  action: "unblocked";
  blocked_user: User;
  sender: User;
  installation?: InstallationLite;
  organization: Organization;
}
export interface OrganizationDeletedEvent {
  action: "deleted";
  membership?: Membership;
  sender: User;
  installation?: InstallationLite;
  organization: Organization;
}
export interface Membership {
  url: string;
  state: string;
  role: string;
  organization_url: string;
  user: User;
}
export interface OrganizationMemberAddedEvent {
  action: "member_added";
  membership: Membership;
  sender: User;
  installation?: InstallationLite;
  organization: Organization;
}
export interface OrganizationMemberInvitedEvent {
  action: "member_invited";
  invitation: {
    id: number;
    node_id: string;
    login: string;
    email: string | null;
    role: string;
    created_at: string;
    failed_at: string | null;
    failed_reason: string | null;
    inviter: User;
    team_count: number;
    invitation_teams_url: string;
  };
  user: User;
  sender: User;
  installation?: InstallationLite;
  organization: Organization;
}
export interface OrganizationMemberRemovedEvent {
  action: "member_removed";
  membership: Membership;
  sender: User;
  installation?: InstallationLite;
  organization: Organization;
}
export interface OrganizationRenamedEvent {
  changes: {
    login: {
      from: string;
    };
  };
  action: "renamed";
  sender: User;
  installation?: InstallationLite;
  organization: Organization;
}
export interface PingEvent {
  zen: string;
  hook_id: number;
  hook: {
    type: "Repository" | "Organization" | "App";
    id: number;
    name: string;
    active: boolean;
    app_id?: number;
    events: WebhookEvents;
    config: {
      content_type: "json" | "form";
      secret?: string;
      url: string;
      insecure_ssl: "0" | "1";
    };
    updated_at: string;
    created_at: string;
    url: string;
    test_url?: string;
    ping_url: string;
    deliveries_url: string;
    last_response?: {
      code: null;
      status: string;
      message: null;
    };
  };
  repository?: Repository;
  sender?: User;
  organization?: Organization;
}
export interface ProjectsV2ItemArchivedEvent {
  changes: {
    archived_at: {
      from: null;
      to: string;
    };
  };
  action: "archived";
  projects_v2_item: ProjectsV2Item & {
    archived_at: string;
  };
  sender: User;
  organization?: Organization;
  installation?: InstallationLite;
}
export interface ProjectsV2Item {
  id: number;
  node_id: string;
  project_node_id: string;
  content_node_id: string;
  content_type: "DraftIssue" | "Issue" | "PullRequest";
  creator: User;
  created_at: string;
  updated_at: string;
  archived_at: string | null;
}
export interface ProjectsV2ItemConvertedEvent {
  changes: {
    content_type: {
      from: "DraftIssue";
      to: "Issue";
    };
  };
  action: "converted";
  projects_v2_item: ProjectsV2Item & {
    content_type: "Issue";
  };
  sender: User;
  organization?: Organization;
  installation?: InstallationLite;
}
export interface ProjectsV2ItemCreatedEvent {
  action: "created";
  projects_v2_item: ProjectsV2Item & {
    archived_at: null;
  };
  sender: User;
  organization?: Organization;
  installation?: InstallationLite;
}
export interface ProjectsV2ItemDeletedEvent {
  action: "deleted";
  projects_v2_item: ProjectsV2Item;
  sender: User;
  organization?: Organization;
  installation?: InstallationLite;
}
export interface ProjectsV2ItemEditedEvent {
  changes: {
    field_value: {
      field_type: "single_select" | "date" | "number" | "text" | "iteration";
      field_node_id: string;
    };
  };
  action: "edited";
  projects_v2_item: ProjectsV2Item;
  sender: User;
  organization?: Organization;
  installation?: InstallationLite;
}
export interface ProjectsV2ItemReorderedEvent {
  changes: {
    previous_projects_v2_item_node_id: {
      from: string;
      to: string | null;
    };
  };
  action: "reordered";
  projects_v2_item: ProjectsV2Item;
  sender: User;
  organization?: Organization;
  installation?: InstallationLite;
}
export interface ProjectsV2ItemRestoredEvent {
  changes: {
    archived_at: {
      from: string;
      to: null;
    };
  };
  action: "restored";
  projects_v2_item: ProjectsV2Item & {
    archived_at: null;
  };
  sender: User;
  organization?: Organization;
  installation?: InstallationLite;
}
export interface SecurityAdvisoryPerformedEvent {
  action: "performed";
  security_advisory: {
    cvss: {
      vector_string: string | null;
      score: number;
    };
    cwes: {
      cwe_id: string;
      name: string;
    }[];
    ghsa_id: string;
    cve_id: string | null;
    summary: string;
    description: string;
    severity: string;
    identifiers: {
      value: string;
      type: string;
    }[];
    references: {
      url: string;
    }[];
    published_at: string;
    updated_at: string;
    withdrawn_at: string | null;
    vulnerabilities: {
      package: {
        ecosystem: string;
        name: string;
      };
      severity: string;
      vulnerable_version_range: string;
      first_patched_version: {
        identifier: string;
      } | null;
    }[];
  };
}
export interface SecurityAdvisoryPublishedEvent {
  action: "published";
  security_advisory: {
    cvss: {
      vector_string: string | null;
      score: number;
    };
    cwes: {
      cwe_id: string;
      name: string;
    }[];
    ghsa_id: string;
    cve_id: string | null;
    summary: string;
    description: string;
    severity: string;
    identifiers: {
      value: string;
      type: string;
    }[];
    references: {
      url: string;
    }[];
    published_at: string;
    updated_at: string;
    withdrawn_at: string | null;
    vulnerabilities: {
      package: {
        ecosystem: string;
        name: string;
      };
      severity: string;
      vulnerable_version_range: string;
      first_patched_version: {
        identifier: string;
      } | null;
    }[];
  };
}
export interface SecurityAdvisoryUpdatedEvent {
  action: "updated";
  security_advisory: {
    cvss: {
      vector_string: string | null;
      score: number;
    };
    cwes: {
      cwe_id: string;
      name: string;
    }[];
    ghsa_id: string;
    cve_id: string | null;
    summary: string;
    description: string;
    severity: string;
    identifiers: {
      value: string;
      type: string;
    }[];
    references: {
      url: string;
    }[];
    published_at: string;
    updated_at: string;
    withdrawn_at: string | null;
    vulnerabilities: {
      package: {
        ecosystem: string;
        name: string;
      };
      severity: string;
      vulnerable_version_range: string;
      first_patched_version: {
        identifier: string;
      } | null;
    }[];
  };
}
export interface SecurityAdvisoryWithdrawnEvent {
  action: "withdrawn";
  security_advisory: {
    cvss: {
      vector_string: string | null;
      score: number;
    };
    cwes: {
      cwe_id: string;
      name: string;
    }[];
    ghsa_id: string;
    cve_id: string | null;
    summary: string;
    description: string;
    severity: string;
    identifiers: {
      value: string;
      type: string;
    }[];
    references: {
      url: string;
    }[];
    published_at: string;
    updated_at: string;
    withdrawn_at: string;
    vulnerabilities: {
      package: {
        ecosystem: string;
        name: string;
      };
      severity: string;
      vulnerable_version_range: string;
      first_patched_version: {
        identifier: string;
      } | null;
    }[];
  };
}
export interface SponsorshipCancelledEvent {
  action: "cancelled";
  sponsorship: {
    node_id: string;
    created_at: string;
    sponsorable: User;
    sponsor: User;
    privacy_level: string;
    tier: SponsorshipTier;
  };
  sender: User;
}
export interface SponsorshipTier {
  node_id: string;
  created_at: string;
  description: string;
  monthly_price_in_cents: number;
  monthly_price_in_dollars: number;
  name: string;
  is_one_time: boolean;
  is_custom_amount: boolean;
}
export interface SponsorshipCreatedEvent {
  action: "created";
  sponsorship: {
    node_id: string;
    created_at: string;
    sponsorable: User;
    sponsor: User;
    privacy_level: string;
    tier: SponsorshipTier;
  };
  sender: User;
}
export interface SponsorshipEditedEvent {
  action: "edited";
  sponsorship: {
    node_id: string;
    created_at: string;
    sponsorable: User;
    sponsor: User;
    privacy_level: string;
    tier: SponsorshipTier;
  };
  changes: {
    privacy_level?: {
      from: string;
    };
  };
  sender: User;
}
export interface SponsorshipPendingCancellationEvent {
  action: "pending_cancellation";
  sponsorship: {
    node_id: string;
    created_at: string;
    sponsorable: User;
    sponsor: User;
    privacy_level: string;
    tier: SponsorshipTier;
  };
  effective_date?: string;
  sender: User;
}
export interface SponsorshipPendingTierChangeEvent {
  action: "pending_tier_change";
  sponsorship: {
    node_id: string;
    created_at: string;
    sponsorable: User;
    sponsor: User;
    privacy_level: string;
    tier: SponsorshipTier;
  };
  effective_date?: string;
  changes: {
    tier: {
      from: SponsorshipTier;
    };
  };
  sender: User;
}
export interface SponsorshipTierChangedEvent {
  action: "tier_changed";
  sponsorship: {
    node_id: string;
    created_at: string;
    sponsorable: User;
    sponsor: User;
    privacy_level: string;
    tier: SponsorshipTier;
  };
  changes: {
    tier: {
      from: SponsorshipTier;
    };
  };
  sender: User;
}
export interface TeamAddedToRepositoryEvent {
  action: "added_to_repository";
  team: Team;
  repository?: Repository;
  sender: User;
  organization: Organization;
  installation?: InstallationLite;
}
export interface TeamCreatedEvent {
  action: "created";
  team: Team;
  repository?: Repository;
  sender: User;
  organization: Organization;
  installation?: InstallationLite;
}
export interface TeamDeletedEvent {
  action: "deleted";
  team: Team;
  repository?: Repository;
  sender: User;
  organization: Organization;
  installation?: InstallationLite;
}
export interface TeamEditedEvent {
  action: "edited";
  changes: {
    description?: {
      from: string;
    };
    name?: {
      from: string;
    };
    privacy?: {
      from: string;
    };
    repository?: {
      permissions: {
        from: {
          admin?: boolean;
          pull?: boolean;
          push?: boolean;
        };
      };
    };
  };
  team: Team;
  repository?: Repository;
  sender: User;
  organization: Organization;
  installation?: InstallationLite;
}
export interface TeamRemovedFromRepositoryEvent {
  action: "removed_from_repository";
  team: Team;
  repository?: Repository;
  sender: User;
  organization: Organization;
  installation?: InstallationLite;
}
